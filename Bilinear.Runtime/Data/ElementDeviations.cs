namespace Bilinear.Data;

/// <summary>How much each element of a sample varies over a data set.</summary>
internal static class ElementDeviations
{
    /// <summary>An element hardly varies where its standard deviation is below this share of the reference.</summary>
    private const double LeastShare = 0.05;

    /// <summary>The share of the elements that vary at all whose deviation is at most the reference: so that a few wild ones do not make all others constant.</summary>
    private const double Reference = 0.95;

    /// <summary>Tells by their deviations which elements hardly vary: those that are constant, and those that vary by a small share of what the liveliest do.</summary>
    public static bool[] HardlyVary(double[] deviations)
    {
        double[] varying = [.. deviations.Where(deviation => deviation > 0).Order()];
        var least = varying.Length == 0 ? 0 : LeastShare * varying[(int)(Reference * (varying.Length - 1))];
        return [.. deviations.Select(deviation => deviation == 0 || deviation < least)];
    }

    /// <summary>What it means to vary hardly, of several or of one: <c>their standard deviation is below 5 % of that of the liveliest pixels (the 95th percentile)</c></summary>
    /// <param name="elements">What the elements are: <c>pixels</c>.</param>
    public static string Meaning(string elements, int count) => FormattableString.Invariant($"{(count == 1 ? "its" : "their")} standard deviation is below {LeastShare:0 %} of that of the liveliest {elements} (the {100 * Reference:0}th percentile)");

    /// <summary>The standard deviation of each element, √(mean (x − mean x)²), in one pass and in the order of the samples.</summary>
    public static double[] Of(DataSet data)
    {
        var (first, sample) = (new float[data.SampleLength], new float[data.SampleLength]);
        var (sums, squares) = (new double[data.SampleLength], new double[data.SampleLength]);

        // Counted from the first sample, what is constant is exactly zero, and no large mean hides a small variance.
        data.CopyInputs(0, first);
        for (var index = 1; index < data.Count; index++)
        {
            data.CopyInputs(index, sample);
            for (var element = 0; element < sample.Length; element++)
            {
                var difference = (double)sample[element] - first[element];
                sums[element] += difference;
                squares[element] += difference * difference;
            }
        }

        for (var element = 0; element < sums.Length; element++)
            squares[element] = Math.Sqrt(Math.Max(0, squares[element] - (sums[element] * sums[element] / data.Count)) / data.Count);
        return squares;
    }
}
