using System.Xml.Linq;
using Bilinear.Text;

namespace Bilinear.Reports.Charts;

/// <summary>A chart of shares from 0 to 1, one curve for each kind of share. A value below 0 is drawn at 0, and its title gives the value.</summary>
internal sealed class CurveChart(string caption, ChartAxis axis, params IReadOnlyList<Curve> curves) : Chart
{
    private const double LineHeight = 18;

    // As many characters as a phone has room for.
    private const int LongestName = 36;

    // More marks than this run into a band.
    private const int MostMarked = 40;

    protected override string Caption => caption;

    protected override string Description =>
        $"Over {axis.Describe(0)} to {axis.Describe(axis.Values.Count - 1)}: {string.Join("; ", curves.Select(curve => $"{curve.Name} from {Figures.Percent(curve.Values[0].Mean)} to {Figures.Percent(curve.Values[^1].Mean)}"))}.";

    protected override (double Above, double Plot, double Below) Heights => ((LineHeight * curves.Count) + 8, 180, 40);

    protected override (IEnumerable<string> Columns, IEnumerable<IEnumerable<object?>> Rows) Numbers => (
        [axis.Unit, .. curves.SelectMany(curve => curve.HasBand ? [curve.Name, $"{curve.Name}, half of the 95 % interval"] : new[] { curve.Name })],
        axis.Values.Select((value, index) => (IEnumerable<object?>)[value, .. curves.SelectMany(curve => curve.HasBand ? [curve.Values[index].Mean, curve.Values[index].Margin] : new object[] { curve.Values[index].Mean })]));

    protected override IEnumerable<XElement> Draw(Plot plot)
    {
        double Y(double share) => plot.Height * (1 - Math.Clamp(share, 0, 1));
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            yield return plot.Line(Y(quarter / 4.0));
            yield return Svg.Text(-8, Y(quarter / 4.0) + 4, $"{25 * quarter} %", "end");
        }

        foreach (var index in axis.Labelled())
            yield return plot.Text(axis.Shares[index], plot.Height + 17, axis.Number(index));
        yield return plot.Text(0.5, plot.Height + 35, axis.Unit);

        foreach (var curve in curves.Where(curve => curve.HasBand))
            yield return plot.Points("polygon", $"band {curve.Style}", [.. Bound(curve, 1), .. Bound(curve, -1).Reverse()]);
        foreach (var (place, curve) in curves.Index())
        {
            yield return plot.Points("polyline", $"curve {curve.Style}", curve.Values.Select((value, index) => (axis.Shares[index], Y(value.Mean))));
            foreach (var index in axis.Values.Count > MostMarked ? axis.Labelled() : Enumerable.Range(0, axis.Values.Count))
                yield return plot.Mark(curve.Style, axis.Shares[index], Y(curve.Values[index].Mean), $"{axis.Describe(index)}: {curve.Name} {Figures.Percent(curve.Values[index])}");
            foreach (var element in plot.Key(curve.Style, ForeignText.Shorten(curve.Name, LongestName), (LineHeight * (place - curves.Count)) - 1))
                yield return element;
        }

        IEnumerable<(double Share, double Y)> Bound(Curve curve, int side) => curve.Values.Select((value, index) => (axis.Shares[index], Y(value.Mean + (side * value.Margin))));
    }
}
