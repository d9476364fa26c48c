using Bilinear.Cli.Compiling;
using Bilinear.Cli.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Commands;

/// <summary>Runs a model of texts on tokens from a file.</summary>
internal static class TextRun
{
    /// <summary>The positions that are computed at once.</summary>
    private const int Positions = 4096;

    /// <summary>Opens a model with room for as many texts as are computed at once.</summary>
    public static InferenceModel Open(ModelWeights parameters, int texts) => parameters.OpenInference(Math.Min(Texts(parameters.Description), texts));

    /// <summary>How many texts are computed at once.</summary>
    public static int Texts(ModelDescription model) => Math.Max(1, Positions / model.Context);

    public static IReadOnlyList<NamedTensor> Forward(ModelDescription model, Device device, WeightsSource weights, TextTensors data)
    {
        using var parameters = weights.Load(model, device);
        using var inference = Open(parameters, data.Texts);
        var outputs = Room(model, data);
        inference.Forward(data.Tokens, data.Lengths, outputs);
        return [.. Outputs(model, data, outputs), .. data.Targets is null ? [] : RunCommand.Losses(inference.Evaluate(data.ToDataSet(model)))];
    }

    public static IReadOnlyList<NamedTensor> WithGradients(ModelDescription model, Device device, WeightsSource weights, TextTensors data)
    {
        using var trained = model.Create!(device, data.Texts, 0);
        weights.LoadInto(trained);
        var outputs = Room(model, data);
        trained.Forward(data.Tokens, data.Lengths, outputs);
        var loss = trained.Differentiate(data.ToDataSet(model));
        return [.. Outputs(model, data, outputs), RunCommand.Loss("loss", loss), .. RunCommand.Gradients(model, trained)];
    }

    private static Memory<float>[] Room(ModelDescription model, TextTensors data) => [.. model.Outputs.Select(output => new float[(long)data.Tokens.Length * output.Classes].AsMemory())];

    private static IEnumerable<NamedTensor> Outputs(ModelDescription model, TextTensors data, Memory<float>[] outputs) => model.Outputs.Select((output, port) =>
        new NamedTensor(model.Outputs.Count == 1 ? "output" : $"output.{output.Name}", [data.Texts, data.Positions, output.Classes], outputs[port]));
}
