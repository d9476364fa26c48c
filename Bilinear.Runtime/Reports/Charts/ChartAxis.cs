using System.Globalization;

namespace Bilinear.Reports.Charts;

/// <summary>What curves go over: numbers in ascending order, and where each stands, as a share of the width.</summary>
/// <param name="Unit">What is counted or measured: it stands below the axis.</param>
internal sealed record ChartAxis(string Unit, IReadOnlyList<double> Values, IReadOnlyList<double> Shares)
{
    // Of a phone's width: so much takes 10,000 with a gap beside it.
    private const double LeastDistance = 0.16;

    // What one of the counted things is called, and which of them are; null where nothing is counted.
    private (string One, string Which)? Counted { get; init; }

    /// <summary>Counts from 0 or more, on a logarithmic axis.</summary>
    /// <param name="one">What is counted, in the singular: <c>eigenvector</c>.</param>
    /// <param name="which">Words behind the noun that say which of them are counted: <c> per output</c>.</param>
    public static ChartAxis Counts(string one, string which, IReadOnlyList<int> counts)
    {
        // Zero has no logarithm: where the counts begin there, each one's place is that of the next.
        double[] places = [.. counts.Select(count => Math.Log(count + (counts[0] == 0 ? 1 : 0)))];
        return new ChartAxis($"{one}s{which}", [.. counts.Select(count => (double)count)], Spread(places)) { Counted = (one, which) };
    }

    /// <summary>1 … all, each about a fifth more than the one before.</summary>
    public static IEnumerable<int> Steps(int all)
    {
        for (var step = 1; step < all; step = Math.Max(step + 1, step * 6 / 5))
            yield return step;
        yield return all;
    }

    /// <summary>Numbers on a linear axis.</summary>
    public static ChartAxis Numbers(string unit, IReadOnlyList<double> values) => new(unit, values, Spread(values));

    /// <summary>The places that have their number below the axis: as many as a phone has room for, the first and the last among them.</summary>
    public IEnumerable<int> Labelled()
    {
        var last = double.NegativeInfinity;
        for (var index = 0; index < Values.Count; index++)
        {
            if (index < Values.Count - 1 && (Shares[index] - last < LeastDistance || 1 - Shares[index] < LeastDistance))
                continue;
            last = Shares[index];
            yield return index;
        }
    }

    public string Number(int index) => Counted is not null ? Figures.Count((long)Values[index]) : Values[index].ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary><c>1 node</c>, <c>3 nodes</c>, <c>standard deviation 0.1</c></summary>
    public string Describe(int index) => Counted is var (one, which) ? $"{Figures.Count((long)Values[index], one)}{which}" : $"{Unit} {Number(index)}";

    private static double[] Spread(IReadOnlyList<double> places) => [.. places.Select(place => (place - places[0]) / Math.Max(1e-9, places[^1] - places[0]))];
}
