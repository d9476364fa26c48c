using System.Xml.Linq;

namespace Bilinear.Reports.Charts;

/// <summary>A number in a table as a bar beside it: to the right for a positive one, to the left for a negative one.</summary>
internal static class SignedBar
{
    private const double Width = 92;
    private const double Height = 10;

    /// <param name="largest">The size that reaches the end.</param>
    public static XElement Of(double value, double largest)
    {
        var (middle, length) = (Width / 2, largest == 0 ? 0 : Width / 2 * Math.Min(1, Math.Abs(value) / largest));
        return new XElement(
            "svg",
            new XAttribute("class", "bar"),
            new XAttribute("aria-hidden", "true"),
            Svg.Box(Width, Height),
            Svg.Line(middle, 0, middle, Height),
            new XElement("rect", new XAttribute("class", value < 0 ? "negative" : "positive"), Svg.Place("x", value < 0 ? middle - length : middle), Svg.Place("y", 1), Svg.Place("width", length), Svg.Place("height", Height - 2)));
    }
}
