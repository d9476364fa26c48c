using Bilinear.Data;

namespace Bilinear.Training;

/// <summary>Sums loss and accuracy of one output, sample after sample.</summary>
internal sealed class OutputTally(OutputInfo output, DataTarget target)
{
    private double _loss;
    private long _correct;
    private int _targets;

    public void Add(ReadOnlySpan<float> outputs)
    {
        if (output.Loss == LossKind.CrossEntropy)
            AddCrossEntropy(outputs);
        else
            AddSquaredError(outputs);
    }

    /// <param name="samples">The number of samples that were added.</param>
    public OutputEvaluation Total(int samples)
    {
        var targets = (double)samples * output.TargetCount;
        return new OutputEvaluation(output.Name, _loss / targets, output.Loss == LossKind.CrossEntropy ? _correct / targets : double.NaN, output.Weight);
    }

    // For each row: loss = log Σ_c exp(logit_c) − logit_target.
    private void AddCrossEntropy(ReadOnlySpan<float> logits)
    {
        for (; !logits.IsEmpty; logits = logits[output.Classes..])
        {
            var row = logits[..output.Classes];
            var label = target.Labels[_targets++];
            var best = ArgMax(row);
            var sum = 0.0;
            foreach (var logit in row)
                sum += Math.Exp(logit - (double)row[best]);
            _loss += Math.Log(sum) + row[best] - row[label];
            if (best == label)
                _correct++;
        }
    }

    private void AddSquaredError(ReadOnlySpan<float> outputs)
    {
        var values = target.Values.Slice(_targets, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            _loss += Math.Pow((double)outputs[i] - values[i], 2);
        _targets += outputs.Length;
    }

    // On a tie the lowest index wins.
    internal static int ArgMax(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }
        return best;
    }
}
