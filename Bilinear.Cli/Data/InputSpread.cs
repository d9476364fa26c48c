using Bilinear.Data;

namespace Bilinear.Cli.Data;

/// <summary>The range of a part's inputs, and which of them hardly vary.</summary>
/// <param name="NearConstant">The inputs whose standard deviation is under a hundredth of the largest one.</param>
internal sealed record InputSpread(float Smallest, float Largest, IReadOnlyList<int> NearConstant)
{
    private const double Hardly = 0.01;

    public static InputSpread Of(DataSet data)
    {
        var (sample, mean, squares) = (new float[data.SampleLength], new double[data.SampleLength], new double[data.SampleLength]);
        var (smallest, largest) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var index = 0; index < data.Count; index++)
        {
            data.CopyInputs(index, sample);
            for (var i = 0; i < sample.Length; i++)
            {
                var away = sample[i] - mean[i];
                mean[i] += away / (index + 1);
                squares[i] += away * (sample[i] - mean[i]);
                (smallest, largest) = (Math.Min(smallest, sample[i]), Math.Max(largest, sample[i]));
            }
        }
        var limit = Hardly * Hardly * squares.Max();
        return new InputSpread(smallest, largest, [.. Enumerable.Range(0, squares.Length).Where(i => squares[i] <= limit && (squares[i] < limit || limit == 0))]);
    }
}
