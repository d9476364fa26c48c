using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Explaining;

namespace Bilinear.Spectral.Narrowing;

/// <summary>Counts and sums over the outputs of a model, beside those of the whole one.</summary>
/// <param name="hasAnswers">Whether the targets are classes; else they are what the outputs should be.</param>
internal sealed class BottleneckTally(DataTarget target, bool hasAnswers)
{
    private int _samples;
    private int _correct;
    private int _agreeing;
    private double _loss;
    private double _largestError;

    /// <summary>The largest |output|.</summary>
    public double LargestOutput { get; private set; }

    /// <param name="first">The sample of the first row.</param>
    public void Add(Matrix outputs, Matrix whole, int first)
    {
        for (var row = 0; row < outputs.Rows; row++)
        {
            var own = outputs.Row(row);
            var same = whole.Row(row);
            LargestOutput = Math.Max(LargestOutput, Vectors.MaxMagnitude(own));
            for (var output = 0; output < own.Length; output++)
                _largestError = Math.Max(_largestError, Math.Abs(own[output] - same[output]));
            if (hasAnswers)
                AddAnswer(own, same, target.Labels[first + row]);
            else
                AddValues(own, first + row);
        }
        _samples += outputs.Rows;
    }

    public BottleneckPoint ToPoint(int kept) => new(
        kept, hasAnswers ? _correct / (double)_samples : double.NaN, _loss / _samples, hasAnswers ? _agreeing / (double)_samples : double.NaN, _largestError);

    private void AddAnswer(ReadOnlySpan<double> outputs, ReadOnlySpan<double> whole, int label)
    {
        var answer = Exactness.ArgMax(outputs);
        _correct += answer == label ? 1 : 0;
        _agreeing += answer == Exactness.ArgMax(whole) ? 1 : 0;
        _loss += Answers.LogSum(outputs) - outputs[label];
    }

    private void AddValues(ReadOnlySpan<double> outputs, int sample)
    {
        var sum = 0.0;
        for (var output = 0; output < outputs.Length; output++)
        {
            var difference = outputs[output] - target.Values[(sample * outputs.Length) + output];
            sum += difference * difference;
        }
        _loss += sum / outputs.Length;
    }
}
