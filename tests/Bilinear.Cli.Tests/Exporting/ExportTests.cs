using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bilinear.Cli.Tests.Documentation;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests.Exporting;

/// <summary><c>bmlp export</c>: what the file says, and what is refused.</summary>
public sealed class ExportTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Twins = """
        /// Two rows of one layer,
        /// and the input itself.
        model Twins(x: f32[4]) -> (same: f32[4], one: f32[3], other: f32[3]) {
          body = bilinear(3, bias: true)
          body2 = linear(3)
          y = x |> body |> body2 |> rmsnorm
          return (x, y, y)
        }

        """;

    [Fact]
    public void TheFile_SaysWhatItIsAndWhereItComesFrom()
    {
        var path = bench["said.onnx"];

        var result = bench.Run("export", bench.DigitsWeights, "--format", "onnx", "--out", path);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"^wrote .*said\.onnx \(\d+\.\d KB\)\n$", result.Errors);
        using var weights = SafeTensorsFile.Open(bench.DigitsWeights);
        using var exported = new ExportedModel(path);
        var said = exported.Session.ModelMetadata;
        Assert.Equal(("Bilinear", "Digits", "8x8 grey-scale digits to ten classes."), (said.ProducerName, said.GraphName, said.Description));
        Assert.All(weights.Metadata, entry => Assert.Equal(entry.Value, said.CustomMetadataMap[entry.Key]));
        Assert.Contains("model Digits(image: f32[8, 8])", said.CustomMetadataMap["source"], StringComparison.Ordinal);
        Assert.Equal(("digits, train", "42"), (said.CustomMetadataMap["data"], said.CustomMetadataMap["seed"]));
        Assert.Equal(HashOf(bench.DigitsWeights, "embed.weight", "body.weight", "head.weight"), said.CustomMetadataMap["weights_sha256"]);
        var (input, output) = (exported.Session.InputMetadata.Single(), exported.Session.OutputMetadata.Single());
        Assert.Equal(("image", "digit"), (input.Key, output.Key));
        Assert.Equal([-1, 8, 8], input.Value.Dimensions);
        Assert.Equal(["batch", "", ""], input.Value.SymbolicDimensions);
        Assert.Equal([-1, 10], output.Value.Dimensions);
    }

    [Fact]
    public void TheSameModel_GivesTheSameBytes()
    {
        var (first, second) = (bench["first.onnx"], bench["second.onnx"]);

        Assert.Equal(0, bench.Run("export", bench.DigitsWeights, "--out", first).ExitCode);
        Assert.Equal(0, bench.Run("export", Workbench.Digits, bench.DigitsWeights, "--out", second).ExitCode);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void ATruncation_IsExportedLikeAnyOtherModel()
    {
        var (weights, path, answers) = (bench["top2.safetensors"], bench["top2.onnx"], bench["top2.answers"]);
        Assert.Equal(0, bench.Run("truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--keep", "2", "--out", weights).ExitCode);
        float[] images = [.. Enumerable.Range(0, 3 * 64).Select(i => MathF.Abs(MathF.Sin(i)))];
        var inputs = new RawTensors().Add("input", "F32", [3, 8, 8], images).Write(bench["top2.inputs"]);
        Assert.Equal(0, bench.Run("run", bench["top2.bmlp"], "--weights", weights, "--input", inputs, "--output", answers).ExitCode);

        Assert.Equal(0, bench.Run("export", weights, "--out", path).ExitCode);

        using var exported = new ExportedModel(path);
        using var ours = SafeTensorsFile.Open(answers);
        var expected = ours.ReadFloats("output");
        Assert.Equal("DigitsTop2", exported.Session.ModelMetadata.GraphName);
        Assert.All(exported.Run(3, images)["digit"].Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f * expected.Max(Math.Abs)));
    }

    [Fact]
    public void NamesAreThoseOfTheProgram()
    {
        var path = bench["named.onnx"];
        Assert.Equal(0, bench.Run("export", bench.DigitsWeights, "--out", path).ExitCode);

        // Protobuf writes a name as its length and its characters.
        var bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path));
        foreach (var name in new[] { "embed.weight", "body.weight", "head.weight", "body.left", "body.right", "flatten", "embed", "body", "head" })
            Assert.Contains($"{(char)name.Length}{name}", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void AnInputThatIsAnOutput_AndAValueThatIsTwo_HaveTheirNames()
    {
        var (program, path) = (bench["twins.bmlp"], bench["twins.onnx"]);
        File.WriteAllText(program, Twins);
        var weights = new RawTensors().Add("body.weight", "F32", [6, 4], Floats(24)).Add("body.bias", "F32", [6], Floats(6)).Add("body2.weight", "F32", [3, 3], Floats(9)).Write(bench["twins.safetensors"]);

        var result = bench.Run("export", program, weights, "--out", path);

        Assert.True(result.ExitCode == 0, result.Errors);
        using var exported = new ExportedModel(path);
        var outputs = exported.Run(2, Floats(8));
        Assert.Equal(["same", "one", "other"], exported.Session.OutputNames);
        Assert.Equal("Two rows of one layer,\nand the input itself.", exported.Session.ModelMetadata.Description);
        Assert.Equal(Floats(8), outputs["same"]);
        Assert.Equal(outputs["one"], outputs["other"]);
        Assert.False(exported.Session.ModelMetadata.CustomMetadataMap.ContainsKey("seed"));
    }

    [Fact]
    public void AnInputAndAnOutputOfOneName_AreRefused()
    {
        var (program, path) = (bench["same.bmlp"], bench["same.onnx"]);
        File.WriteAllText(program, "model Same(x: f32[2]) -> x: f32[2] {\n  head = linear(2)\n  return x |> head\n}\n");
        var weights = new RawTensors().Add("head.weight", "F32", [2, 2], Floats(4)).Write(bench["same.safetensors"]);

        AssertRefused("error: Same has an input and an output that are both called 'x', and in ONNX each name stands for one tensor: give one of them another name in the program.\n", path, program, weights);
    }

    [Fact]
    public void MoreThanAFileCanHold_IsRefusedBeforeWeightsAreRead()
    {
        var (program, weights) = (bench["large.bmlp"], bench["large.safetensors"]);
        File.WriteAllText(program, "model Large(x: f32[30000]) -> y: f32[20000] {\n  head = linear(20000)\n  return x |> head\n}\n");
        new RawTensors().Add("head.weight", "F32", [1], Floats(1)).Write(weights);

        AssertRefused("error: Large has 2,288.8 MB of parameters, and a file of ONNX holds no more than 1,984.0 MB: export a smaller model, such as its truncation.\n", bench["large.onnx"], program, weights);
    }

    [Fact]
    public void WeightsWithoutAProgram_NeedOneBeforeThem()
    {
        var weights = new RawTensors().Add("head.weight", "F32", [2, 2], Floats(4)).Write(bench["alone.safetensors"]);

        AssertRefused($"error: {weights} does not say which model it holds: give its program before the weights, as in `bmlp export model.bmlp {weights} …`.\n", bench["alone.onnx"], weights);
    }

    [Theory]
    [InlineData("There is no format `tflite`: it is onnx.", "w.safetensors", "--out", "m.onnx", "--format", "tflite")]
    [InlineData("A program has no weights of its own: give the .safetensors file of its weights, after it.", "digits.bmlp", "--out", "m.onnx")]
    [InlineData("One .bmlp file can be given, before the weights.", "w.safetensors", "digits.bmlp", "--out", "m.onnx")]
    [InlineData("One file of weights can be given, and before it its .bmlp file.", "w.safetensors", "v.safetensors", "--out", "m.onnx")]
    [InlineData("One file of weights can be given, and before it its .bmlp file.", "digits.bmlp", "v.safetensors", "w.safetensors", "--out", "m.onnx")]
    public void AWrongLine_IsSaidInASentence(string sentence, params string[] arguments)
    {
        var result = bench.Run(["export", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains($"error: {sentence}\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOutputThatIsAnInput_IsRefused()
    {
        var before = File.ReadAllBytes(bench.DigitsWeights);

        var result = bench.Run("export", bench.DigitsWeights, "--out", bench.DigitsWeights);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("would replace WEIGHTS", result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(bench.DigitsWeights));
    }

    [Fact]
    public void WeightsOfAnotherProgram_AreRefused()
    {
        var program = bench["gated.bmlp"];
        File.WriteAllText(program, File.ReadAllText(Workbench.Digits).Replace("bilinear(64)", "glu(64, gate: relu)", StringComparison.Ordinal).Split("decompose Digits")[0]);

        var result = bench.Run("export", program, bench.DigitsWeights, "--out", bench["gated.onnx"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("holds weights of another program than", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["gated.onnx"]));
    }

    [Fact]
    public void TheCodeOfThePage_Runs()
    {
        var block = Assert.Single(Page.Read("docs/export.md").Blocks, block => block.Language == "csharp");
        var shown = block.Text.TrimEnd().Split('\n').Select(line => line.Length == 0 ? line : "        " + line);
        var source = File.ReadAllText(Path.Combine(Repository.Tests, "Bilinear.Cli.Tests", "Exporting", "PageExample.cs")).ReplaceLineEndings("\n");
        var path = bench["page.onnx"];
        Assert.Equal(0, bench.Run("export", bench.DigitsWeights, "--out", path).ExitCode);

        Assert.Contains(string.Join('\n', shown).Replace("\"digits.onnx\"", "path", StringComparison.Ordinal), source, StringComparison.Ordinal);
        using var exported = new ExportedModel(path);
        Assert.Equal(exported.Run(3, Floats(3 * 64))["digit"], PageExample.Run(path, Floats(3 * 64)));
    }

    private void AssertRefused(string sentence, string path, params string[] files)
    {
        var result = bench.Run(["export", .. files, "--out", path]);

        Assert.Equal((1, "", sentence), (result.ExitCode, result.Output, result.Errors));
        Assert.False(File.Exists(path));
    }

    private static float[] Floats(int count) => [.. Enumerable.Range(1, count).Select(i => MathF.Sin(i))];

    // Of all parameters as float32, in the order of the program.
    private static string HashOf(string weights, params string[] parameters)
    {
        using var file = SafeTensorsFile.Open(weights);
        return Convert.ToHexStringLower(SHA256.HashData([.. parameters.SelectMany(parameter => MemoryMarshal.AsBytes(file.ReadFloats(parameter).AsSpan()).ToArray())]));
    }
}
