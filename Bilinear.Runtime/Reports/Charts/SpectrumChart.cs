using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports.Charts;

/// <summary>A spectrum as bars, the most positive value left and the most negative right; a long one is shown from both ends.</summary>
internal static class SpectrumChart
{
    private const int BarsAtEachEnd = 100;
    private const double Width = 720;
    private const double Height = 120;
    private const double Left = 52;
    private const double Top = 8;

    /// <param name="pairs">Of the kept ones those that the page shows more of.</param>
    public static XElement Draw(EigenSpectrum spectrum, IEnumerable<int> pairs, string name)
    {
        double[] values = [.. spectrum.AllValues.Reverse()];
        return Draw(values, pairs.Select(pair => values.Length - 1 - spectrum.Places[pair]).ToHashSet(), "λ", "eigenvalues", $"The {values.Length} eigenvalues of {name}, from {Figures.Signed(values[0])} to {Figures.Signed(values[^1])}; effective rank {Figures.Plain(spectrum.EffectiveRank)}.");
    }

    /// <param name="values">Descending, at least one.</param>
    /// <param name="kept">The places of those that the page shows more of.</param>
    public static XElement Draw(IReadOnlyList<double> values, IReadOnlySet<int> kept, string symbol, string kind, string description)
    {
        var shown = Enumerable.Range(0, values.Count).Where(index => index < BarsAtEachEnd || index >= values.Count - BarsAtEachEnd).ToArray();
        var (high, low) = (Math.Max(0, values[0]), Math.Min(0, values[^1]));
        var range = high - low == 0 ? 1 : high - low;
        var zero = Top + (Height * high / range);
        var step = (Width - Left) / Math.Max(shown.Length, 12);

        var chart = Svg.Drawing("spectrum", Width, Height + (2 * Top), description);
        if (high > 0)
            chart.Add(Svg.Text(Left - 6, Top + 4, Figures.Signed(high), "end"));
        if (low < 0)
            chart.Add(Svg.Text(Left - 6, Top + Height + 4, Figures.Signed(low), "end"));
        chart.Add(Svg.Line(Left, zero, Width, zero));
        for (var bar = 0; bar < shown.Length; bar++)
        {
            var (value, isKept) = (values[shown[bar]], kept.Contains(shown[bar]));
            var end = Top + (Height * (high - value) / range);
            chart.Add(new XElement(
                "rect",
                new XAttribute("class", $"{(value < 0 ? "negative" : "positive")}{(isKept ? " kept" : "")}"),
                Svg.Place("x", Left + (bar * step)),
                Svg.Place("y", Math.Min(zero, end)),
                Svg.Place("width", Math.Max(0.6, step * 0.78)),
                Svg.Place("height", Math.Max(0.4, Math.Abs(end - zero))),
                new XElement("title", $"{symbol} {shown[bar] + 1} of {values.Count} = {Figures.Signed(value)}{(isKept ? ", shown below" : "")}")));
        }

        var left = shown.Length < values.Count ? $", of which the {values.Count - shown.Length} in the middle are left out," : "";
        return new XElement("figure", chart, new XElement("figcaption", $"All {values.Count} {kind}{left} from the {(low < 0 ? "most positive to the most negative" : "largest to the smallest")}; the {kept.Count} in full colour are shown below."));
    }
}
