using Bilinear.Cli.Tests;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Tensors;
using Bilinear.Testing;
using Bilinear.Training;
using Examples.Digits;

namespace Bilinear.Models.Tests;

/// <summary>Samples that stay in their file are used as samples in an array are, to the last bit.</summary>
public sealed class FromFileTests : IDisposable
{
    private const int Count = 200;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("F32")]
    [InlineData("U8")]
    [InlineData("F16")]
    public void TrainingEvaluationAndDecomposition_AreEqualToTheLastBit(string type)
    {
        var (digits, _) = DataSet.Digits();
        var pixels = new float[Count * 64];
        digits.CopyInputs(0, pixels);
        byte[] bytes = [.. pixels.Select(pixel => (byte)(255 * pixel))];
        Half[] halves = [.. pixels.Select(pixel => (Half)pixel)];
        var labels = digits.Labels[..Count].ToArray();
        var tensors = new RawTensors().Add("target", "I64", [Count], [.. labels.Select(label => (long)label)]);
        _ = type switch { "U8" => tensors.Add("input", type, [Count, 8, 8], bytes), "F16" => tensors.Add("input", type, [Count, 8, 8], halves), _ => tensors.Add("input", type, [Count, 8, 8], pixels) };

        var file = DataSet.FromFile(tensors.Write(_folder["data.safetensors"]), "data", classes: 10);
        var array = type == "U8" ? DataSet.Labelled("data", [8, 8], bytes, 255, labels, 10)
            : DataSet.Labelled("data", [8, 8], type == "F16" ? [.. halves.Select(half => (float)half)] : pixels, labels, 10);

        Assert.Equal((array.Checksum, array.Count, array.Classes), (file.Checksum, file.Count, file.Classes));
        Assert.Equal(Trained(array), Trained(file));
    }

    [Fact]
    public void AFile_IsRefusedByWhatIsWrongInIt()
    {
        var pixels = new float[3 * 64];
        pixels[130] = float.NaN;
        Assert.Contains("inputs hold NaN at [0, 2] of sample 2", Assert.Throws<NotFiniteException>(() => Open(new RawTensors().Add("input", "F32", [3, 8, 8], pixels).Add("target", "I64", [3], new long[3]))).Message, StringComparison.Ordinal);
        Refuses("there is no tensor 'target', nor 'target.NAME'; there are 'input'", new RawTensors().Add("input", "F32", [3, 1], new float[3]));
        Refuses("'target' is [2], and there are 3 samples", new RawTensors().Add("input", "F32", [3, 1], new float[3]).Add("target", "I64", [2], new long[2]));
        Refuses("'input' is [3], and should be [N, …]", new RawTensors().Add("input", "F32", [3], new float[3]));
        Refuses("the label -1 at 1 of 'target' is none", new RawTensors().Add("input", "F32", [2, 1], new float[2]).Add("target", "I64", [2], [0L, -1]));
        Assert.Equal([0.5f, 2], Open(new RawTensors().Add("input", "F32", [2, 1], new float[2]).Add("target.price", "F32", [2, 1], [0.5f, 2])).Targets[0].Values.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    private DataSet Open(RawTensors tensors) => DataSet.FromFile(tensors.Write(_folder["wrong.safetensors"]));

    private void Refuses(string problem, RawTensors tensors) => Assert.Contains(problem, Assert.Throws<SafeTensorsException>(() => Open(tensors)).Message, StringComparison.Ordinal);

    // The parameters after two epochs, the loss, the eigenvalues.
    private static List<double> Trained(DataSet data)
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new Digits(device, batch: 64, seed: 3);
        model.Train(data, Digits.TrainDefaults with { Batch = 64, Epochs = 2 }).Run();
        return [.. model.ReadParameter("body.weight"), model.Evaluate(data).Loss, .. model.Decompose(data).Head[3].Values];
    }
}
