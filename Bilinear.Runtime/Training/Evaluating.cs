using Bilinear.Data;
using Bilinear.Tensors;
using Bilinear.Training.Loop;

namespace Bilinear.Training;

/// <summary>
/// Loss and accuracy over a whole data set, its last partial batch too. They are computed from the outputs in double, one
/// sample after the other, so they do not depend on how the data were cut.
/// </summary>
internal sealed class Evaluating(ModelDescription model, DataSet data)
{
    private double _loss;
    private long _correct;

    /// <param name="forward">Runs the model: input, then room for its output.</param>
    /// <param name="capacity">Samples that it takes at once.</param>
    public Evaluation Run(ForwardPass forward, int capacity)
    {
        DataCheck.Fits(model, data);
        var input = new float[(long)capacity * model.Input.Count];
        var output = new float[(long)capacity * model.Output.Count];
        for (var first = 0; first < data.Count; first += capacity)
        {
            var count = Math.Min(capacity, data.Count - first);
            var inputs = input.AsSpan(0, count * model.Input.Count);
            var outputs = output.AsSpan(0, count * model.Output.Count);
            data.CopyInputs(first, inputs);
            forward(inputs, outputs);
            if (Finite.FindInSamples(outputs, model.Output.Shape, first) is { } wrong)
                throw new NotFiniteException($"{model.Name} cannot be evaluated on {data.Name}: {model.Output.Name} is {wrong}. Its weights, or the inputs of that sample, are too large for float arithmetic.");
            if (model.Loss == LossKind.CrossEntropy) AddCrossEntropy(outputs, first * model.TargetCount);
            else AddSquaredError(outputs, first * model.TargetCount);
        }
        var targets = (double)data.Count * model.TargetCount;
        return new Evaluation(_loss / targets, model.Loss == LossKind.CrossEntropy ? _correct / targets : double.NaN, data.Count);
    }

    // loss = log Σ_c exp(logit_c) − logit_target, a row.
    private void AddCrossEntropy(ReadOnlySpan<float> logits, int firstLabel)
    {
        for (; !logits.IsEmpty; logits = logits[model.Classes..])
        {
            var row = logits[..model.Classes];
            var label = data.Labels[firstLabel++];
            var best = ArgMax(row);
            var sum = 0.0;
            foreach (var logit in row) sum += Math.Exp(logit - (double)row[best]);
            _loss += Math.Log(sum) + row[best] - row[label];
            if (best == label) _correct++;
        }
    }

    private void AddSquaredError(ReadOnlySpan<float> outputs, int firstTarget)
    {
        var targets = data.Targets.Slice(firstTarget, outputs.Length);
        for (var i = 0; i < outputs.Length; i++) _loss += Math.Pow((double)outputs[i] - targets[i], 2);
    }

    // The lowest index on a tie.
    private static int ArgMax(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
            if (row[i] > row[best]) best = i;
        return best;
    }
}
