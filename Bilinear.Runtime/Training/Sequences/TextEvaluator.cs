using Bilinear.Data;
using Bilinear.Tensors;
using Bilinear.Training.Loop;

namespace Bilinear.Training.Sequences;

/// <summary>Computes the mean loss over all positions of texts that count. The logits of all positions at once never exist.</summary>
internal static class TextEvaluator
{
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="NotFiniteException">A loss is a NaN or infinite.</exception>
    public static Evaluation Run(ModelDescription model, Workspace at, DataSet data)
    {
        DataCheck.Fits(model, data);
        var score = model.Score ?? throw new NotSupportedException($"{model.Name} is described without its loss: compile it with the generator of this version.");
        var (losses, counted) = (new double[model.Outputs.Count], 0L);
        var pieces = new int[at.Batch];
        Span<float> means = stackalloc float[losses.Length];
        using var lease = at.Enter();
        for (var first = 0; first < data.Count; first += pieces.Length)
        {
            var count = Math.Min(pieces.Length, data.Count - first);
            for (var i = 0; i < count; i++)
                pieces[i] = first + i;
            at.Prepare(count);
            var targets = at.LoadTexts(data.Texts!, pieces.AsSpan(0, count));
            score(at);
            at.ReadLosses(means);
            for (var port = 0; port < losses.Length; port++)
            {
                if (!float.IsFinite(means[port]))
                    throw new NotFiniteException($"{model.Name} cannot be evaluated on {data.Name}: the loss of texts {first} … {first + count - 1} is {means[port]}. Its weights are too large for float arithmetic.");
                losses[port] += (double)means[port] * targets;
            }
            counted += targets;
        }
        return new Evaluation(data.Count, [.. model.Outputs.Select((output, port) => new OutputEvaluation(output.Name, losses[port] / Math.Max(1, counted), double.NaN, output.Weight))]) { Targets = counted };
    }
}
