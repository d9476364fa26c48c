using System.Xml.Linq;

namespace Bilinear.Reports.Charts;

/// <summary>A chart of shares from 0 to 1 over a count on a logarithmic axis, with one curve per kind of share. A value below 0 is drawn at 0, and its title gives the value.</summary>
internal static class CurveChart
{
    private const double Width = 720;
    private const double Height = 180;
    private const double Left = 52;
    private const double Right = 600;
    private const double Top = 10;
    private const double LineHeight = 13;

    // More circles than this run into a band.
    private const int MostMarked = 40;

    /// <param name="unit">What is counted, in the plural: it stands below the axis.</param>
    /// <param name="counts">The counts in ascending order, from 0 or more.</param>
    /// <param name="curves">Each curve has a style of its own, and one value per count.</param>
    public static XElement Draw(string caption, string unit, IReadOnlyList<int> counts, params IReadOnlyList<(string Name, string Style, IReadOnlyList<double> Values)> curves)
    {
        // Zero has no logarithm: where the counts begin there, each one's place is that of the next.
        double Place(int index) => Math.Log(counts[index] + (counts[0] == 0 ? 1 : 0));
        var (first, range) = (Place(0), Math.Max(1e-9, Place(counts.Count - 1) - Place(0)));
        double X(int index) => Left + ((Right - Left) * (Place(index) - first) / range);
        static double Y(double share) => Top + (Height * (1 - Math.Clamp(share, 0, 1)));

        var described = string.Join("; ", curves.Select(curve => $"{curve.Name} from {Figures.Percent(curve.Values[0])} to {Figures.Percent(curve.Values[^1])}"));
        var chart = Svg.Drawing("spectrum", Width, Height + (2 * Top) + (2 * LineHeight) + 6, $"Over {Figures.Count(counts[0])} to {Figures.Count(counts[^1])} {unit}: {described}.");
        foreach (var share in new[] { 0, 0.5, 1 })
        {
            chart.Add(Svg.Line(Left, Y(share), Right, Y(share)));
            chart.Add(Svg.Text(Left - 6, Y(share) + 4, $"{100 * share:0} %", "end"));
        }

        // Labels of the axis keep their distance; first and last are always there.
        var last = double.NegativeInfinity;
        for (var index = 0; index < counts.Count; index++)
        {
            if (index < counts.Count - 1 && (X(index) - last < 44 || Right - X(index) < 44))
                continue;
            last = X(index);
            chart.Add(Svg.Text(last, Top + Height + 4 + LineHeight, Figures.Count(counts[index]), "middle"));
        }

        chart.Add(Svg.Text((Left + Right) / 2, Top + Height + 8 + (2 * LineHeight), unit, "middle"));
        var sorted = curves.OrderByDescending(curve => curve.Values[^1]).ToArray();
        var labels = CurveLabels.Place([.. sorted.Select(curve => Y(curve.Values[^1]) + 4)], LineHeight, Top + Height);
        foreach (var (index, (name, style, values)) in sorted.Index())
        {
            chart.Add(new XElement("polyline", new XAttribute("class", style), new XAttribute("points", string.Join(' ', values.Select((value, index) => $"{Svg.Number(X(index))},{Svg.Number(Y(value))}")))));
            chart.Add(values.Count > MostMarked ? null : values.Select((value, index) => new XElement(
                "circle", new XAttribute("class", style), Svg.Place("cx", X(index)), Svg.Place("cy", Y(value)), Svg.Place("r", 2.5), new XElement("title", $"{Figures.Count(counts[index])} {unit}: {name} {Figures.Percent(value)}"))));
            chart.Add(Svg.Text(Right + 8, labels[index], name));
        }

        return Svg.Figure(chart, caption);
    }
}
