using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Files;

namespace Bilinear.Reports.Images;

/// <summary>Draws a vector over inputs that have names as a bar for each: to the right for positive numbers, to the left for negative ones. The longest bar is the largest |value|.</summary>
internal static class NamedBars
{
    private const double LineHeight = 14;
    private const double Thickness = 9;
    private const double NameWidth = 6.2;
    private const double Reach = 46;
    private const int LongestName = 24;

    // A page shows many vectors, and a table can have hundreds of columns.
    private const int MostBars = 24;

    /// <summary>How to read one.</summary>
    public const string Legend = "A bar is one input of the model, called as its column: to the right and blue it is positive, to the left and red negative. The longest of a set is its largest |value|, so each set has its own scale; a pointer on a bar shows its number.";

    /// <param name="file">The name of the drawing as a file of its own; null where it is none.</param>
    public static XElement Draw(IReadOnlyList<string> names, ReadOnlySpan<double> values, string description, string? file = null)
    {
        var (sizes, largest) = (values.ToArray(), 0.0);
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        var shown = Largest(sizes);
        var hidden = sizes.Length - shown.Length;
        var left = 4 + (NameWidth * shown.Max(index => Math.Min(LongestName, names[index].Length)));
        var (middle, width, height) = (left + 4 + Reach, left + 8 + (2 * Reach), LineHeight * (shown.Length + (hidden > 0 ? 1 : 0)));
        var drawing = Svg.Drawing("bars", description, Svg.Box(width, height), Svg.Place("width", width), Svg.Place("height", height), new XElement("title", description));
        drawing.Add(Svg.Line(middle, 0, middle, LineHeight * shown.Length));
        foreach (var (line, index) in shown.Index())
        {
            var length = largest == 0 ? 0 : Reach * Math.Abs(sizes[index]) / largest;
            var top = (LineHeight * line) + ((LineHeight - Thickness) / 2);
            drawing.Add(
                Svg.Text(left, (LineHeight * line) + 10.5, Short(names[index]), "end"),
                new XElement("rect", new XAttribute("class", sizes[index] < 0 ? "negative" : "positive"), Svg.Place("x", sizes[index] < 0 ? middle - length : middle), Svg.Place("y", top), Svg.Place("width", length), Svg.Place("height", Thickness),
                    new XElement("title", $"{names[index]}: {Figures.Signed(sizes[index])}")));
        }
        if (hidden > 0)
            drawing.Add(Svg.Text(left, height - 3.5, $"{hidden} smaller", "end"));
        return file is null ? drawing : FigureFiles.Mark(
            drawing,
            new FigureFile($"{file}.svg", description, () => Svg.File(new XElement(drawing))),
            new FigureFile($"{file}.csv", $"The numbers of {file}.svg.", () => Csv.Write(["input", "value"], names.Zip(sizes, (name, value) => (IEnumerable<object?>)[name, value]))));
    }

    /// <summary>The numbers of a sample.</summary>
    public static XElement Draw(IReadOnlyList<string> names, ReadOnlySpan<float> values, string description) => Draw(names, Widened(values), description);

    /// <summary>The same in words, for where there is no room: <c>petal_length +1.20, petal_width −0.300</c>.</summary>
    public static string InWords(IReadOnlyList<string> names, double[] values)
    {
        var shown = Largest(values);
        return $"{string.Join(", ", shown.Select(index => $"{names[index]} {Figures.Signed(values[index])}"))}{(shown.Length < values.Length ? $", {values.Length - shown.Length} smaller" : "")}";
    }

    public static double[] Widened(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var index = 0; index < wide.Length; index++)
            wide[index] = values[index];
        return wide;
    }

    // In their own order.
    private static int[] Largest(double[] values) => [.. Enumerable.Range(0, values.Length).OrderByDescending(index => Math.Abs(values[index])).Take(MostBars).Order()];

    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
