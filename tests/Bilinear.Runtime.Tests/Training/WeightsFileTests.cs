using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Runtime.Tests.Serialization;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Testing;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

public sealed class WeightsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Device _device = Device.Open(DeviceKind.Cpu);

    private string Weights => _folder["w.safetensors"];

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void WhatIsSaved_IsLoaded()
    {
        using var model = new Quadratic(_device, seed: 1);
        model.Save(Weights);
        using var other = new Quadratic(_device, seed: 2);
        Assert.NotEqual(model.ReadParameters(), other.ReadParameters());
        other.Load(Weights);
        Assert.Equal(model.ReadParameters(), other.ReadParameters());
    }

    [Fact]
    public void AFile_ExplainsItself()
    {
        var data = DataSet.Digits().Train;
        using var model = new Quadratic(_device, 128, 1, Quadratic.Describe("Größe", text: "model Größe // \"x\"\n", arguments: [new("hidden", "64"), new("gate", "none")]));
        model.Train(data, new TrainOptions { Steps = 3, Seed = ulong.MaxValue }).Run();
        model.Save(Weights);

        using var file = SafeTensorsFile.Open(Weights);
        Assert.Equal("image [8, 8]", file.Metadata["input"]);
        Assert.Equal("digit [10]", file.Metadata["output"]);
        Assert.Equal("12928", file.Metadata["parameters"]);
        var metadata = ModelMetadata.Read(Weights, file)!;
        Assert.Equal(("Größe", "model Größe // \"x\"\n", 1), (metadata.Model, metadata.Source, metadata.LanguageVersion));
        Assert.Equal([new("hidden", "64"), new("gate", "none")], metadata.Arguments);
        Assert.Equal(new Provenance(ulong.MaxValue, "digits, train", data.Checksum, 3), metadata.Provenance);
    }

    [Fact]
    public void WhatParametersWereTrainedWith_StaysWithThem()
    {
        using var model = new Quadratic(_device);
        model.Train(DataSet.Digits().Train, new TrainOptions { Steps = 3, SaveTo = Weights }).Run();
        using var other = new Quadratic(_device);
        other.Load(Weights);
        other.Save(_folder["again.safetensors"]);
        Assert.Equal(File.ReadAllBytes(Weights), File.ReadAllBytes(_folder["again.safetensors"]));
    }

    [Fact]
    public void AFileOfAnotherProgram_Loads()
    {
        var random = new Random(1);
        var tensors = Quadratic.ModelDescription.Parameters.Reverse().Select(parameter =>
            new NamedTensor(parameter.Name, parameter.Shape, Enumerable.Range(0, parameter.Count).Select(_ => random.NextSingle()).ToArray())).ToList();
        SafeTensorsWriter.Write(Weights, new Dictionary<string, string> { ["format"] = "pt" }, tensors);
        using var model = new Quadratic(_device);
        model.Load(Weights);
        foreach (var tensor in tensors)
            Assert.Equal(tensor.Values.ToArray(), model.ReadParameter(tensor.Name));
    }

    [Fact]
    public void TensorsThatDoNotFit_AreListedByName()
    {
        SafeTensorsWriter.Write(Weights, new Dictionary<string, string>(),
        [
            new("embed.weight", [64, 64], new float[4096]),
            new("body.weight", [64, 128], new float[8192]),
            new("tail.weight", [1], new float[1]),
        ]);
        Assert.EndsWith(
            "it does not fit Quadratic: 'head.weight' is missing; 'tail.weight' is one too many; 'body.weight' is [64, 128] and should be [128, 64].",
            Refusal());
    }

    [Fact]
    public void AnotherModelsWeights_AreRefused()
    {
        using (var model = new Quadratic(_device, 1, 1, Quadratic.Describe("ReGlu", arguments: [new("gate", "relu")])))
            model.Save(Weights);
        Assert.EndsWith("it holds ReGlu(gate: relu), and this is Quadratic.", Refusal());
    }

    [Fact]
    public void WeightsOfAnotherProgram_AreRefusedWithBothLines_UnlessAnyProgramIsTaken()
    {
        using (var trained = new Quadratic(_device, 1, 1, Quadratic.Describe("Quadratic", text: "model Quadratic() {\n  body = glu(64, gate: relu)\n}\n")))
            trained.Save(Weights);
        using var model = new Quadratic(_device, 1, 2, Quadratic.Describe("Quadratic", text: "model Quadratic() {\n  body = bilinear(64)\n}\n"));
        var before = model.ReadParameters();

        Assert.EndsWith(
            "it holds weights of another program than this Quadratic: theirs says `body = glu(64, gate: relu)`, and this one `body = bilinear(64)`. Load weights of this program, or these as they are with anyProgram: true.",
            Assert.Throws<SafeTensorsException>(() => model.Load(Weights)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.ReadParameters());
        model.Load(Weights, anyProgram: true);
        Assert.NotEqual(before, model.ReadParameters());
    }

    [Fact]
    public void HalvesOfAStackedWeight_AreRead_WAboveV()
    {
        using (var whole = new Quadratic(_device, seed: 3))
        {
            var body = whole.ReadParameter("body.weight");
            SafeTensorsWriter.Write(Weights, new Dictionary<string, string>(),
            [
                new("body.weight[V]", [64, 64], body.AsMemory(64 * 64)),
                new("embed.weight", [64, 64], whole.ReadParameter("embed.weight")),
                new("head.weight", [10, 64], whole.ReadParameter("head.weight")),
                new("body.weight[W]", [64, 64], body.AsMemory(0, 64 * 64)),
            ]);
            using var model = new Quadratic(_device);
            model.Load(Weights);
            Assert.Equal(whole.ReadParameters(), model.ReadParameters());
        }
        SafeTensorsWriter.Write(Weights, new Dictionary<string, string>(), [new("body.weight[W]", [63, 64], new float[63 * 64]), new("body.weight", [128, 64], new float[128 * 64])]);
        Assert.EndsWith("it does not fit Quadratic: 'embed.weight', 'head.weight' are missing; 'body.weight[W]' is one too many.", Refusal());
        SafeTensorsWriter.Write(Weights, new Dictionary<string, string>(), [new("body.weight[W]", [63, 64], new float[63 * 64]), new("embed.weight[V]", [32, 64], new float[32 * 64])]);
        Assert.EndsWith("'body.weight[V]', 'embed.weight[W]', 'head.weight' are missing; 'body.weight[W]' is [63, 64] and should be [64, 64].", Refusal());
    }

    [Theory]
    [InlineData("format_version", "2", "it has version 2 of Bilinear's files, and this program knows versions up to 1: use a newer Bilinear.")]
    [InlineData("language_version", "3", "it has version 3 of the language, and this program knows versions up to 1: use a newer Bilinear.")]
    [InlineData("format_version", "new", "its metadata say 'new' for 'format_version', where a number belongs.")]
    [InlineData("arguments", "[", "its metadata say '[' for 'arguments', where a JSON object of strings belongs.")]
    [InlineData("arguments", "{\"hidden\": null}", "its metadata say '{\"hidden\": null}' for 'arguments', where a JSON object of strings belongs.")]
    [InlineData("seed", "-1", "its metadata say '-1' for 'seed', where a number belongs.")]
    public void MetadataThatCannotBeRead_AreRefused(string key, string value, string sentence)
    {
        using (var model = new Quadratic(_device))
            model.Save(Weights);
        Dictionary<string, string> metadata;
        List<NamedTensor> tensors;
        using (var file = SafeTensorsFile.Open(Weights))
        {
            metadata = new(file.Metadata) { [key] = value };
            tensors = [.. file.Tensors.Values.Select(tensor => new NamedTensor(tensor.Name, [.. tensor.Shape.Select(size => (int)size)], file.ReadFloats(tensor.Name)))];
        }
        SafeTensorsWriter.Write(Weights, metadata, tensors);
        Assert.EndsWith(sentence, Refusal());
    }

    [Theory]
    [InlineData("F32", double.NaN, "NaN"), InlineData("F32", double.NegativeInfinity, "-Infinity"), InlineData("F64", 1e300, "Infinity")]
    public void WeightsThatAreNotFinite_AreRefused_WithTensorAndElement(string type, double wrong, string name)
    {
        var (body, embed, head) = (new double[128 * 64], new double[64 * 64], new double[10 * 64]);
        head[(3 * 64) + 5] = wrong;
        var at = 0;
        var size = type == "F32" ? 4 : 8;
        string Entry(string tensor, int rows) => $"\"{tensor}\":{{\"dtype\":\"{type}\",\"shape\":[{rows},64],\"data_offsets\":[{at},{at += rows * 64 * size}]}}";
        var header = $"{{{Entry("embed.weight", 64)},{Entry("body.weight", 128)},{Entry("head.weight", 10)}}}";
        File.WriteAllBytes(Weights, RawSafeTensors.File(header, [.. embed.Concat(body).Concat(head).SelectMany(value => size == 4 ? BitConverter.GetBytes((float)value) : BitConverter.GetBytes(value))]));

        Assert.Contains($"the tensor 'head.weight' is {name} at [3, 5], as a float", Refusal());
    }

    [Fact]
    public void WeightsThatAreNotFinite_AreNotSaved()
    {
        using var model = new Quadratic(_device);
        model.WriteParameter("head.weight", [.. Enumerable.Repeat(0f, 639), float.NaN]);

        Assert.Contains("'head.weight' would be NaN at [9, 63]", Assert.Throws<NotFiniteException>(() => model.Save(Weights)).Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void MetadataThatLackAnEntry_AreRefused()
    {
        SafeTensorsWriter.Write(Weights, new Dictionary<string, string> { ["format_version"] = "1" }, []);
        Assert.EndsWith("its metadata lack 'language_version'.", Refusal());
    }

    private string Refusal()
    {
        using var model = new Quadratic(_device);
        var before = model.ReadParameters();
        var error = Assert.Throws<SafeTensorsException>(() => model.Load(Weights));
        Assert.Equal(before, model.ReadParameters());
        Assert.StartsWith(Weights + ": ", error.Message);
        Assert.Equal(error.Message, Assert.Throws<SafeTensorsException>(() => Quadratic.Weights.Load(_device, Weights)).Message);
        return error.Message;
    }
}
