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

    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="counts">The counts in ascending order, from 1 on.</param>
    /// <param name="curves">Each curve has a style of its own, and one value per count.</param>
    public static XElement Draw(string caption, string unit, IReadOnlyList<int> counts, params IReadOnlyList<(string Name, string Style, IReadOnlyList<double> Values)> curves)
    {
        var (first, range) = (Math.Log(counts[0]), Math.Max(1e-9, Math.Log(counts[^1]) - Math.Log(counts[0])));
        double X(int index) => Left + ((Right - Left) * (Math.Log(counts[index]) - first) / range);
        static double Y(double share) => Top + (Height * (1 - Math.Clamp(share, 0, 1)));

        var described = string.Join("; ", curves.Select(curve => $"{curve.Name} from {Figures.Percent(curve.Values[0])} to {Figures.Percent(curve.Values[^1])}"));
        var chart = Svg.Drawing("spectrum", Width, Height + (2 * Top) + LineHeight, $"Over {Figures.Count(counts[0])} to {Figures.Count(counts[^1])} {unit}: {described}.");
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

        var sorted = curves.OrderByDescending(curve => curve.Values[^1]).ToArray();
        var labels = CurveLabels.Place([.. sorted.Select(curve => Y(curve.Values[^1]) + 4)], LineHeight, Top + Height);
        foreach (var (index, (name, style, values)) in sorted.Index())
        {
            chart.Add(new XElement("polyline", new XAttribute("class", style), new XAttribute("points", string.Join(' ', values.Select((value, index) => $"{Svg.Number(X(index))},{Svg.Number(Y(value))}")))));
            chart.Add(values.Select((value, index) => new XElement(
                "circle", new XAttribute("class", style), Svg.Place("cx", X(index)), Svg.Place("cy", Y(value)), Svg.Place("r", 2.5), new XElement("title", $"{Figures.Count(counts[index])} {unit}: {name} {Figures.Percent(value)}"))));
            chart.Add(Svg.Text(Right + 8, labels[index], name));
        }

        return Svg.Figure(chart, caption);
    }
}
