using Bilinear.Data;
using Bilinear.Tensors;
using Bilinear.Training.Loop;
using Bilinear.Training.Sequences;

namespace Bilinear.Training;

/// <summary>
/// Computes loss and accuracy over a whole data set, its last partial batch too: from the outputs in double, one sample after
/// the other, so that they do not depend on how the data are cut into batches.
/// </summary>
internal static class Evaluator
{
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="NotFiniteException">An output is a NaN or infinite.</exception>
    public static Evaluation Run(ModelDescription model, Workspace at, DataSet data)
    {
        if (model.TakesTexts)
            return TextEvaluator.Run(model, at, data);
        DataCheck.Fits(model, data);
        return Run(model, at, data, capture: null);
    }

    /// <summary>Evaluates while the values of layers are kept or replaced.</summary>
    /// <inheritdoc cref="Run(ModelDescription, Workspace, DataSet)"/>
    public static Evaluation RunWith(Capture capture, ModelDescription model, Workspace at, DataSet data)
    {
        DataCheck.Fits(model, data);
        using var pass = capture.Begin(model, data.Count);
        var evaluation = Run(model, at, data, capture);
        pass.Complete();
        return evaluation;
    }

    private static Evaluation Run(ModelDescription model, Workspace at, DataSet data, Capture? capture)
    {
        var input = new float[(long)at.Batch * model.Inputs[0].Count];
        OutputTally[] tallies = [.. model.Outputs.Select(output => new OutputTally(output, DataCheck.TargetOf(model, output, data)))];
        Memory<float>[] outputs = [.. model.Outputs.Select(output => new float[(long)at.Batch * output.Count].AsMemory())];
        var batch = new Memory<float>[outputs.Length];
        for (var first = 0; first < data.Count; first += at.Batch)
        {
            var count = Math.Min(at.Batch, data.Count - first);
            var inputs = input.AsSpan(0, count * model.Inputs[0].Count);
            for (var port = 0; port < batch.Length; port++)
                batch[port] = outputs[port][..(count * model.Outputs[port].Count)];
            data.CopyInputs(first, inputs);
            BatchedForward.Run(model, at, inputs, batch, capture, before: first);
            for (var port = 0; port < batch.Length; port++)
            {
                if (Finite.FindInSamples(batch[port].Span, model.Outputs[port].Shape, first) is { } wrong)
                    throw new NotFiniteException($"{model.Name} cannot be evaluated on {data.Name}: {model.Outputs[port].Name} is {wrong}. Its weights, or the inputs of that sample, are too large for float arithmetic.");
                tallies[port].Add(batch[port].Span);
            }
        }
        return new Evaluation(data.Count, [.. tallies.Select(tally => tally.Total(data.Count))]);
    }
}
