using Bilinear.Dsl.Ir;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Cli.Tests.Exporting;

/// <summary>A model with random weights, and random inputs, as files that do not say what they are of.</summary>
/// <param name="Weights">Their file.</param>
/// <param name="Inputs">The file of <paramref name="Input"/>.</param>
internal sealed record RandomModel(string Program, Graph Forward, float[] Input, string Weights, string Inputs)
{
    /// <summary>Where our outputs go.</summary>
    public string Outputs => $"{Weights}.outputs";

    public string Exported => $"{Weights}.onnx";

    /// <param name="stem">What the files' names begin with.</param>
    public static RandomModel Of(string program, Graph forward, int samples, string stem)
    {
        var feeds = RandomFeeds.For(forward, samples);
        float[] input = [.. feeds.Input.Select(number => (float)number)];
        var parameters = forward.Parameters.Aggregate(new RawTensors(), (tensors, parameter) =>
            tensors.Add(parameter.Path, "F32", [.. parameter.Dims.Select(size => (int)size)], [.. feeds.Parameters[parameter.Path].Select(number => (float)number)]));
        var inputs = new RawTensors().Add("input", "F32", [samples, .. forward.Inputs.Single().Type.Dims.Select(size => (int)size)], input);
        return new RandomModel(program, forward, input, parameters.Write($"{stem}.safetensors"), inputs.Write($"{stem}.inputs"));
    }
}
