namespace Bilinear.Data;

/// <summary>How much each element of a sample varies over a data set.</summary>
internal static class ElementDeviations
{
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
