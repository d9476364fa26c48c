using Bilinear.Cli.Compiling;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Dsl.Spectral.Folding;
using Bilinear.Tensors;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Folding;

/// <summary>Measures the scales of a trained model's norms: the model as it is, with its norms, runs over all data, and what each norm reads is squared.</summary>
internal static class NormMeasurement
{
    private const int Batch = 256;

    /// <param name="file">The path of the program, for messages.</param>
    /// <exception cref="NotFiniteException">What a norm reads is a NaN or infinite.</exception>
    public static IReadOnlyList<MeasuredNorm> Run(FoldPlan plan, string file, WeightsSource weights, Device device, DataSet data, StatusLine status)
    {
        var model = CompiledModel.Load(plan, file, status);
        using var parameters = weights.Load(model, device);
        using var inference = data.Texts is null ? parameters.OpenInference(Math.Min(Batch, data.Count)) : TextRun.Open(parameters, data.Count);
        MeasuredNorm[] norms = [.. plan.Norms.Select(norm => new MeasuredNorm(norm))];
        status.While($"measuring {norms.Length} norms on {data.Name}", () =>
        {
            for (var first = 0; first < data.Count; first += Batch)
            {
                var inputs = Forward(model, inference, data, first, Math.Min(Batch, data.Count - first));
                foreach (var norm in norms)
                {
                    var rows = inputs[norm.Norm.Input].Span;
                    if (Finite.Find(rows, [rows.Length / norm.Norm.Size, norm.Norm.Size]) is { } wrong)
                        throw new NotFiniteException($"What `{norm.Norm.Name}` reads on {data.Name} is {wrong}: its scale cannot be measured. Weights or data are too large for float arithmetic.");
                    norm.Add(rows);
                }
            }
        });
        return norms;
    }

    /// <summary>What the norms read of some samples, row by row.</summary>
    private static Memory<float>[] Forward(ModelDescription model, InferenceModel inference, DataSet data, int first, int count)
    {
        if (data.Texts is not { } texts)
        {
            var inputs = new float[(long)count * data.SampleLength];
            data.CopyInputs(first, inputs);
            Memory<float>[] outputs = [.. model.Outputs.Select(output => new float[(long)count * output.Count].AsMemory())];
            inference.Forward(inputs, outputs);
            return outputs;
        }
        int[][] pieces = [.. Enumerable.Range(first, count).Select(texts.TokensOf)];
        int[] tokens = [.. pieces.SelectMany(piece => piece)];
        Memory<float>[] rows = [.. model.Outputs.Select(output => new float[(long)tokens.Length * output.Classes].AsMemory())];
        inference.Forward(tokens, [.. pieces.Select(piece => piece.Length)], rows);
        return rows;
    }
}
