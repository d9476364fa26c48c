using System.Globalization;
using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports.Charts;

/// <summary>A chart of shares from 0 to 1 over a number on a linear axis, each curve within the band of its 95 % intervals, where it has them.</summary>
internal static class BandChart
{
    private const double Width = 720;
    private const double Height = 200;
    private const double Left = 52;
    private const double Right = 600;
    private const double Top = 10;
    private const double LineHeight = 13;

    /// <param name="axis">What the numbers are.</param>
    /// <param name="places">The numbers, in ascending order.</param>
    /// <param name="curves">Each curve has a style of its own, and one value per number.</param>
    public static XElement Draw(string caption, string axis, IReadOnlyList<double> places, params IReadOnlyList<(string Name, string Style, IReadOnlyList<Estimate> Values)> curves)
    {
        double X(int index) => Left + ((Right - Left) * (places[index] - places[0]) / (places[^1] - places[0]));
        static double Y(double share) => Top + (Height * (1 - Math.Clamp(share, 0, 1)));
        string Points(IEnumerable<(int Index, double Share)> points) => string.Join(' ', points.Select(point => $"{Svg.Number(X(point.Index))},{Svg.Number(Y(point.Share))}"));

        var described = string.Join("; ", curves.Select(curve => $"{curve.Name} from {Figures.Percent(curve.Values[0].Mean)} to {Figures.Percent(curve.Values[^1].Mean)}"));
        var chart = Svg.Drawing("spectrum", Width, Height + (2 * Top) + (2 * LineHeight) + 6, $"Over {axis}, {Number(places[0])} to {Number(places[^1])}: {described}.");
        foreach (var share in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            chart.Add(Svg.Line(Left, Y(share), Right, Y(share)));
            chart.Add(Svg.Text(Left - 6, Y(share) + 4, $"{100 * share:0} %", "end"));
        }

        for (var index = 0; index < places.Count; index += 2)
            chart.Add(Svg.Text(X(index), Top + Height + 4 + LineHeight, Number(places[index]), "middle"));
        chart.Add(Svg.Text((Left + Right) / 2, Top + Height + 8 + (2 * LineHeight), axis, "middle"));

        var sorted = curves.OrderByDescending(curve => curve.Values[^1].Mean).ToArray();
        var labels = CurveLabels.Place([.. sorted.Select(curve => Y(curve.Values[^1].Mean) + 4)], LineHeight, Top + Height);
        foreach (var (index, (name, style, values)) in sorted.Index())
        {
            if (values.All(value => value.HasInterval))
                chart.Add(new XElement("polygon", new XAttribute("class", $"band {style}"), new XAttribute("points", Points([.. Bounds(values, 1), .. Bounds(values, -1).Reverse()]))));
            chart.Add(new XElement("polyline", new XAttribute("class", style), new XAttribute("points", Points(values.Select((value, index) => (index, value.Mean))))));
            chart.Add(values.Select((value, index) => new XElement(
                "circle", new XAttribute("class", style), Svg.Place("cx", X(index)), Svg.Place("cy", Y(value.Mean)), Svg.Place("r", 2.5),
                new XElement("title", $"{name} at {Number(places[index])}: {Figures.Percent(value)}"))));
            chart.Add(Svg.Text(Right + 8, labels[index], name));
        }

        return Svg.Figure(chart, caption);
    }

    private static IEnumerable<(int Index, double Share)> Bounds(IReadOnlyList<Estimate> values, int side) => values.Select((value, index) => (index, value.Mean + (side * value.Margin)));

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
