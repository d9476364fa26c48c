using System.Globalization;
using System.Xml.Linq;

namespace Bilinear.Reports.Charts;

/// <summary>
/// The area in which a chart draws: across in shares of its width, down in pixels. On a page it is as wide as the page allows, and only what lies across is
/// stretched: text, marks and lines are as large on a phone as anywhere. In a file of its own it has a width.
/// </summary>
internal sealed class Plot(double height, double? width)
{
    private const double MarkSize = 6;
    private const double SmallMark = 3;

    // The units of a stretched drawing's width, in which its points are counted.
    private const double Stretched = 1000;

    public double Height => height;

    public XAttribute Across(string name, double share) =>
        new(name, width is { } pixels ? Svg.Number(pixels * share) : $"{(100 * share).ToString("0.###", CultureInfo.InvariantCulture)}%");

    public XElement Line(double y) => new("line", Across("x1", 0), Svg.Place("y1", y), Across("x2", 1), Svg.Place("y2", y));

    public XElement Text(double share, double y, string text) => Svg.Text(Across("x", share), y, text, "middle");

    /// <summary>A line through points, or what they enclose.</summary>
    /// <param name="element"><c>polyline</c> or <c>polygon</c>.</param>
    public XElement Points(string element, string style, IEnumerable<(double Share, double Y)> points)
    {
        var shape = new XElement(element, new XAttribute("class", style), new XAttribute("points", string.Join(' ', points.Select(point => $"{Svg.Number((width ?? Stretched) * point.Share)},{Svg.Number(point.Y)}"))));
        return width is not null ? shape : new XElement("svg", Svg.Box(Stretched, height), new XAttribute("preserveAspectRatio", "none"), new XAttribute("overflow", "visible"), shape);
    }

    /// <summary>The mark of a curve: a circle on the first, a square on the second, a smaller one on the third.</summary>
    public XElement Mark(string style, double share, double y, string? title) => Mark(style, name => Across(name, share), y, title);

    /// <summary>What a curve looks like and its name, below those before it.</summary>
    public IEnumerable<XElement> Key(string style, string name, double y)
    {
        const double Sample = 30;
        yield return new XElement("path", new XAttribute("class", $"curve {style}"), new XAttribute("d", $"M0 {Svg.Number(y)}H{Svg.Number(Sample)}"));
        yield return Mark(style, attribute => Svg.Place(attribute, Sample / 2), y, title: null);
        var text = Svg.Text(Sample + 8, y + 4, name);
        text.SetAttributeValue("class", "name");
        yield return text;
    }

    private static XElement Mark(string style, Func<string, XAttribute> across, double y, string? title)
    {
        var about = title is null ? null : new XElement("title", title);
        var kind = new XAttribute("class", $"mark {style}");
        var size = style == "third" ? SmallMark : MarkSize;
        return style == "first"
            ? new XElement("circle", kind, across("cx"), Svg.Place("cy", y), Svg.Place("r", size / 2), about)
            : new XElement("rect", kind, across("x"), Svg.Place("y", y - (size / 2)), Svg.Place("width", size), Svg.Place("height", size), new XAttribute("transform", $"translate({Svg.Number(-size / 2)} 0)"), about);
    }
}
