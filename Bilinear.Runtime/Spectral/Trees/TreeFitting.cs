using Bilinear.Linalg;

namespace Bilinear.Spectral.Trees;

/// <summary>Adds up one <see cref="TreeFit"/> over chunks of samples.</summary>
/// <param name="means">The mean of each output over all samples.</param>
internal sealed class TreeFitting(int nodes, double[] means)
{
    private readonly double[] _errors = new double[means.Length];
    private readonly double[] _squares = new double[means.Length];
    private double _largestError;
    private double _largest;
    private int _same;
    private int _samples;

    public int Nodes => nodes;

    /// <param name="actual">The outputs by the tree, [outputs, samples].</param>
    /// <param name="expected">The model's outputs, [outputs, samples].</param>
    public void Add(Matrix actual, Matrix expected)
    {
        for (var output = 0; output < means.Length; output++)
        {
            var y = expected.Row(output);
            var estimate = actual.Row(output);
            for (var sample = 0; sample < y.Length; sample++)
            {
                var (error, deviation) = (y[sample] - estimate[sample], y[sample] - means[output]);
                _errors[output] += error * error;
                _squares[output] += deviation * deviation;
                _largestError = Math.Max(_largestError, Math.Abs(error));
                _largest = Math.Max(_largest, Math.Abs(y[sample]));
            }
        }

        for (var sample = 0; sample < expected.Columns; sample++)
            _same += ArgMax(actual, sample) == ArgMax(expected, sample) ? 1 : 0;
        _samples += expected.Columns;
    }

    public TreeFit Fit() => new(
        nodes,
        [.. _errors.Zip(_squares, R2)],
        (double)_same / _samples,
        _largest == 0 ? _largestError : _largestError / _largest)
    {
        R2 = R2(_errors.Sum(), _squares.Sum()),
    };

    // An output that is the same for all samples is explained by its mean, or not at all.
    private static double R2(double errors, double squares) => squares > 0 ? 1 - (errors / squares) : errors > 0 ? double.NegativeInfinity : 1;

    private static int ArgMax(Matrix outputs, int sample)
    {
        var largest = 0;
        for (var output = 1; output < outputs.Rows; output++)
            largest = outputs[output, sample] > outputs[largest, sample] ? output : largest;
        return largest;
    }
}
