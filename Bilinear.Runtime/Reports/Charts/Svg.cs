using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Bilinear.Reports.Charts;

/// <summary>The elements that drawings are made of.</summary>
internal static class Svg
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>A drawing, with a sentence for readers who cannot see it.</summary>
    public static XElement Drawing(string kind, string description, params object?[] content) => new(
        "svg",
        new XAttribute("class", kind),
        new XAttribute("role", "img"),
        new XAttribute("aria-label", description),
        content);

    public static XAttribute Box(double width, double height) => new("viewBox", $"0 0 {Number(width)} {Number(height)}");

    public static XElement Line(double x1, double y1, double x2, double y2) =>
        new("line", Place("x1", x1), Place("y1", y1), Place("x2", x2), Place("y2", y2));

    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: which part of the text stands at x.</param>
    public static XElement Text(double x, double y, string text, string anchor = "start") => Text(Place("x", x), y, text, anchor);

    /// <inheritdoc cref="Text(double, double, string, string)"/>
    public static XElement Text(XAttribute x, double y, string text, string anchor) =>
        new("text", x, Place("y", y), new XAttribute("text-anchor", anchor), text);

    public static XAttribute Place(string name, double value) => new(name, Number(value));

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A drawing as a file, which carries its style.</summary>
    public static byte[] File(XElement drawing)
    {
        drawing.AddFirst(new XElement("style", DrawingStyle.InFiles));
        HtmlPage.Clean(drawing);
        foreach (var element in drawing.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        return Encoding.UTF8.GetBytes($"{drawing.ToString(SaveOptions.DisableFormatting)}\n");
    }
}
