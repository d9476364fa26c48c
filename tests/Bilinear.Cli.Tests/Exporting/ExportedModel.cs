using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Bilinear.Cli.Tests.Exporting;

/// <summary>An <c>.onnx</c> file in OnnxRuntime.</summary>
internal sealed class ExportedModel(string path) : IDisposable
{
    public InferenceSession Session { get; } = new(path);

    /// <summary>Each output by its name, row by row.</summary>
    /// <param name="input">Whole samples, one after the other.</param>
    public IReadOnlyDictionary<string, float[]> Run(int batch, ReadOnlyMemory<float> input)
    {
        var (name, port) = Session.InputMetadata.Single();
        long[] shape = [batch, .. port.Dimensions.Skip(1)];
        using var tensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, MemoryMarshal.AsMemory(input), shape);
        using var run = new RunOptions();
        using var outputs = Session.Run(run, [name], [tensor], Session.OutputNames);
        return Session.OutputNames.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose() => Session.Dispose();
}
