using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Testing;
using Bilinear.Training;
using Examples.Digits;

namespace Bilinear.Hosting.Tests;

/// <summary>Weights of a model that was trained for two epochs, the digits it has not seen, and what a reader on its own says of them.</summary>
public sealed class TrainedDigits : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedDigits()
    {
        var (train, test) = DataSet.Digits();
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new Digits(device);
        model.Train(train, Digits.TrainDefaults with { Epochs = 2 }).Run();
        model.Save(Weights);

        Pictures = [.. Enumerable.Range(0, test.Count).Select(sample =>
        {
            var pixels = new float[Digits.Image.Size];
            test.CopyInputs(sample, pixels);
            return pixels;
        })];
        using var weights = Digits.Weights.Load(device, Weights);
        using var reader = weights.OpenInference();
        Logits = [.. Pictures.Select(pixels => reader.Forward(new Digits.Image(pixels))[0].ToArray())];
    }

    public string Weights => _folder["digits.safetensors"];

    public IReadOnlyList<float[]> Pictures { get; }

    public IReadOnlyList<float[]> Logits { get; }

    /// <summary>A file that is no weights of the model.</summary>
    public string OtherWeights()
    {
        Serialization.SafeTensorsWriter.Write(_folder["other.safetensors"], new Dictionary<string, string>(), [new("embed.weight", [64, 64], new float[64 * 64])]);
        return _folder["other.safetensors"];
    }

    public void Dispose() => _folder.Dispose();
}
