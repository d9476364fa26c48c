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

    /// <param name="pairs">The kept pairs that have cards on the page.</param>
    public static XElement Draw(EigenSpectrum spectrum, IEnumerable<int> pairs, string name)
    {
        double[] values = [.. spectrum.AllValues.Reverse()];
        return Draw(values, pairs.Select(pair => values.Length - 1 - spectrum.Places[pair]).ToHashSet(), "λ", "eigenvalue", values.Length == 1
            ? $"The only eigenvalue of {name}, {Figures.Signed(values[0])}."
            : $"The {Figures.Count(values.Length)} eigenvalues of {name}, from {Figures.Signed(values[0])} to {Figures.Signed(values[^1])}; effective rank {Figures.Plain(spectrum.EffectiveRank)}.");
    }

    /// <summary>A chart of some values.</summary>
    /// <param name="values">At least one value, in descending order.</param>
    /// <param name="kept">The indices of the values that have cards on the page.</param>
    /// <param name="kind">The noun for one value.</param>
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
                new XElement("title", $"{symbol} {Figures.Count(shown[bar] + 1)} of {Figures.Count(values.Count)} = {Figures.Signed(value)}{(isKept ? ", shown below" : "")}")));
        }

        return Svg.Figure(chart, Caption(values.Count, shown.Length, kept.Count, kind, low < 0));
    }

    private static string Caption(int all, int shown, int kept, string kind, bool hasNegative)
    {
        if (all == 1)
            return $"The only {kind}{(kept == 1 ? ", which is shown below" : "")}.";
        var left = shown < all ? $", of which the {Figures.Count(all - shown)} in the middle are left out," : "";
        var below = kept == 1 ? "the one in full colour is shown below" : $"the {Figures.Count(kept)} in full colour are shown below";
        return $"All {Figures.Count(all, kind)}{left} from the {(hasNegative ? "most positive to the most negative" : "largest to the smallest")}; {below}.";
    }
}
