using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports.Charts;

/// <summary>A spectrum as bars, the most positive value left and the most negative right; a long one is shown from both ends.</summary>
/// <param name="values">At least one value, in descending order.</param>
/// <param name="kept">The indices of the values that have cards on the page.</param>
/// <param name="kind">The noun for one value.</param>
internal sealed class SpectrumChart(IReadOnlyList<double> values, IReadOnlySet<int> kept, string symbol, string kind, string description) : Chart
{
    private const int BarsAtEachEnd = 100;
    private const int FewestPlaces = 12;

    /// <summary>The number that the page gives each value; null where they are counted from 1 as they stand.</summary>
    public IReadOnlyList<int>? Places { get; init; }

    private readonly int[] _shown = [.. Enumerable.Range(0, values.Count).Where(index => index < BarsAtEachEnd || index >= values.Count - BarsAtEachEnd)];

    /// <param name="pairs">The kept pairs that have cards on the page.</param>
    public static SpectrumChart Of(EigenSpectrum spectrum, IEnumerable<int> pairs, string name)
    {
        double[] values = [.. spectrum.AllValues.Reverse()];
        return new SpectrumChart(values, pairs.Select(pair => values.Length - 1 - spectrum.Places[pair]).ToHashSet(), "λ", "eigenvalue", values.Length == 1
            ? $"The only eigenvalue of {name}, {Figures.Signed(values[0])}."
            : $"The {Figures.Count(values.Length)} eigenvalues of {name}, from {Figures.Signed(values[0])} to {Figures.Signed(values[^1])}; effective rank {Figures.Plain(spectrum.EffectiveRank)}.");
    }

    protected override string Description => description;

    protected override string Title => description;

    protected override (double Above, double Plot, double Below) Heights => (8, 120, 8);

    protected override (IEnumerable<string> Columns, IEnumerable<IEnumerable<object?>> Rows) Numbers =>
        (["number", kind, "shown"], values.Select((value, index) => (IEnumerable<object?>)[Places?[index] ?? index + 1, value, kept.Contains(index) ? 1 : 0]));

    protected override IEnumerable<XElement> Draw(Plot plot)
    {
        var (high, low) = (Math.Max(0, values[0]), Math.Min(0, values[^1]));
        var range = high - low == 0 ? 1 : high - low;
        double Y(double value) => plot.Height * (high - value) / range;
        var step = 1.0 / Math.Max(_shown.Length, FewestPlaces);

        if (high > 0)
            yield return Svg.Text(-8, 4, Figures.Signed(high), "end");
        if (low < 0)
            yield return Svg.Text(-8, plot.Height + 4, Figures.Signed(low), "end");
        var zero = plot.Line(Y(0));
        zero.SetAttributeValue("class", "zero");
        yield return zero;
        foreach (var (bar, index) in _shown.Index())
        {
            var (value, isKept) = (values[index], kept.Contains(index));
            yield return new XElement(
                "rect",
                new XAttribute("class", $"{(value < 0 ? "negative" : "positive")}{(isKept ? " kept" : "")}"),
                plot.Across("x", bar * step),
                Svg.Place("y", Math.Min(Y(0), Y(value))),
                plot.Across("width", step * 0.78),
                Svg.Place("height", Math.Max(0.4, Math.Abs(Y(value) - Y(0)))),
                new XElement("title", $"{(Places is { } places ? $"pair {Figures.Count(places[index])}: {symbol}" : $"{symbol} {Figures.Count(index + 1)} of {Figures.Count(values.Count)}")} = {Figures.Signed(value)}{(isKept ? ", shown below" : "")}"));
        }
    }

    protected override string Caption
    {
        get
        {
            if (values.Count == 1)
                return $"The only {kind}{(kept.Count == 1 ? ", which is shown below" : "")}.";
            var left = _shown.Length < values.Count ? $", of which the {Figures.Count(values.Count - _shown.Length)} in the middle are left out," : "";
            var below = kept.Count == 1 ? "the one in full colour is shown below" : $"the {Figures.Count(kept.Count)} in full colour are shown below";
            return $"All {Figures.Count(values.Count, kind)}{left} from the {(values[^1] < 0 ? "most positive to the most negative" : "largest to the smallest")}; {below}.";
        }
    }
}
