using System.Globalization;
using System.Xml.Linq;

namespace Bilinear.Reports.Charts;

/// <summary>The elements that drawings are made of.</summary>
internal static class Svg
{
    // Of the 720 units that a chart is wide: text of 11 units is then 9 pixels high.
    private const double LeastWidth = 600;

    /// <summary>A drawing as wide as the page allows, with a sentence for readers who cannot see it.</summary>
    public static XElement Drawing(string kind, double width, double height, string description) => new(
        "svg",
        new XAttribute("class", kind),
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
        new XAttribute("role", "img"),
        new XAttribute("aria-label", description));

    /// <summary>
    /// A chart above its caption. Where the page is narrower than its text can be read, it can be pushed sideways in its box.
    /// </summary>
    public static XElement Figure(XElement chart, string caption)
    {
        chart.SetAttributeValue("style", $"min-width: {Number(LeastWidth)}px");
        return new XElement("figure", new XElement("div", new XAttribute("class", "scroll"), chart), new XElement("figcaption", caption));
    }

    public static XElement Line(double x1, double y1, double x2, double y2) =>
        new("line", Place("x1", x1), Place("y1", y1), Place("x2", x2), Place("y2", y2));

    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: which part of the text stands at x.</param>
    public static XElement Text(double x, double y, string text, string anchor = "start") =>
        new("text", Place("x", x), Place("y", y), new XAttribute("text-anchor", anchor), text);

    public static XAttribute Place(string name, double value) => new(name, Number(value));

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
