using System.Text.RegularExpressions;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Testing.Golden;

namespace Bilinear.Cli.Tests;

/// <summary>Checkpoints of PyTorch's, run by the tool, give what PyTorch gave.</summary>
public sealed class RunTests(Workbench bench) : IClassFixture<Workbench>
{
    private const double Tolerance = 1e-5;

    private static readonly string Program = Path.Combine(Repository.Tests, "Bilinear.Models.Tests", "golden.bmlp");

    // A golden file has more than parameters, and those behind `param.`.
    private static readonly string[] Parameters = ["--map", @"(?!param\.).*=", "--map", @"param\.(.*)=$1"];

    // There a block's weights are `blocks.0.weight`, here `blocks.0.mix.weight`.
    private static readonly string[] Blocks = ["--map", @"blocks\.(\d)\.(weight|bias)=blocks.$1.mix.$2"];

    [Theory]
    [InlineData("single", "Single", false)]
    [InlineData("deep_residual", "DeepResidual", true)]
    [InlineData("glu_silu", "GluSilu", true)]
    public void OutputLossAndGradients_ArePyTorchs(string name, string model, bool renamesBlocks)
    {
        var file = Path.Combine(Repository.Golden, name + ".safetensors");
        var output = bench[$"{name}.out.safetensors"];

        var result = bench.Run(["run", Program, "--model", model, "--weights", file, "--input", file, "--output", output, "--grad", .. Parameters, .. renamesBlocks ? Blocks : []]);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Matches($@"^wrote {Regex.Escape(output)} \([\d.]+ [KM]B\)\n$", result.Errors);
        var golden = GoldenFile.Open(name);
        using var found = SafeTensorsFile.Open(output);
        Close(golden["output"], found.ReadFloats("output"), "output");
        Close(golden["loss"], found.ReadFloats("loss"), "loss");
        var gradients = found.Tensors.Keys.Where(tensor => tensor.StartsWith("grad.", StringComparison.Ordinal)).ToList();
        Assert.Equal(golden.WithPrefix("grad").Count, gradients.Count);
        Assert.All(gradients, gradient => Close(golden[gradient.Replace(".mix.", ".", StringComparison.Ordinal)], found.ReadFloats(gradient), gradient));
    }

    [Fact]
    public void WithoutATarget_ThereIsTheOutputAlone()
    {
        var golden = GoldenFile.Open("single");
        var input = new RawTensors().Add("input", "F32", [golden["input"].Length / 24, 24], golden["input"]).Write(bench["alone.safetensors"]);

        var found = Run("single", input);

        Assert.Equal(["output"], found.Tensors.Keys);
        Close(golden["output"], found.ReadFloats("output"), "output");
    }

    [Fact]
    public void HalvesAndDoubles_AreRead()
    {
        var golden = GoldenFile.Open("single");
        var weights = new RawTensors()
            .Add("param.embed.weight", "F16", [16, 24], Array.ConvertAll(golden["param.embed.weight"], value => (Half)value))
            .Add("param.blocks.0.weight", "BF16", [32, 16], Array.ConvertAll(golden["param.blocks.0.weight"], value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)))
            .Add("param.head.weight", "F64", [5, 16], Array.ConvertAll(golden["param.head.weight"], value => (double)value))
            .Write(bench["halves.safetensors"]);

        var found = Run(weights, Path.Combine(Repository.Golden, "single.safetensors"));

        Close(golden["output"], found.ReadFloats("output"), "output", tolerance: 0.03);
    }

    [Fact]
    public void Bytes_AreShares()
    {
        byte[] bytes = [.. Enumerable.Range(0, 48).Select(value => (byte)(5 * value))];
        var asBytes = new RawTensors().Add("input", "U8", [2, 24], bytes).Write(bench["bytes.safetensors"]);
        var asFloats = new RawTensors().Add("input", "F32", [2, 24], Array.ConvertAll(bytes, value => value / 255f)).Write(bench["floats.safetensors"]);

        Assert.Equal(Run("single", asFloats).ReadFloats("output"), Run("single", asBytes).ReadFloats("output"));
    }

    [Fact]
    public void WhatDoesNotFit_IsListedByName()
    {
        var weights = new RawTensors().Add("embed.weight", "F32", [2, 2], new float[4]).Add("head.weight", "F32", [5, 16], new float[80]).Add("odd", "F32", [1], new float[1]).Write(bench["odd.safetensors"]);

        var errors = Refused("--weights", weights);

        Assert.Contains("'blocks.0.weight' is missing", errors, StringComparison.Ordinal);
        Assert.Contains("'odd' is one too many", errors, StringComparison.Ordinal);
        Assert.Contains("'embed.weight' is [2, 2] and should be [16, 24]", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoTensorsOfOneName_AreRefused() =>
        Assert.Contains("would both be called 'embed.weight'", Refused("--weights", Path.Combine(Repository.Golden, "single.safetensors"), "--map", "param.*=embed.weight"), StringComparison.Ordinal);

    [Theory]
    [InlineData("there is no tensor 'input'; there are 'x'", "x", "F32", 1, 24)]
    [InlineData("'input' is [2, 25], and x of Single takes [N, 24]", "input", "F32", 2, 25)]
    [InlineData("'input' is [0, 24]: there is no sample in it", "input", "F32", 0, 24)]
    [InlineData("'input' holds I64", "input", "I64", 1, 12)]
    public void InputThatDoesNotFit_IsRefusedWithBothShapes(string words, string name, string type, int rows, int columns)
    {
        var input = new RawTensors().Add(name, type, [rows, columns], new byte[rows * columns * (type == "I64" ? 8 : 4)]).Write(bench["wrong.safetensors"]);

        Assert.Contains(words, Refused("--weights", Path.Combine(Repository.Golden, "single.safetensors"), "--input", input), StringComparison.Ordinal);
    }

    private SafeTensorsFile Run(string weights, string input)
    {
        var output = bench[$"{Guid.NewGuid():N}.safetensors"];
        var file = File.Exists(weights) ? weights : Path.Combine(Repository.Golden, weights + ".safetensors");
        var result = bench.Run(["run", Program, "--model", "Single", "--weights", file, "--input", input, "--output", output, .. Parameters]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return SafeTensorsFile.Open(output);
    }

    private string Refused(params string[] options)
    {
        string[] input = options.Contains("--input") ? [] : ["--input", Path.Combine(Repository.Golden, "single.safetensors")];
        var output = bench["refused.safetensors"];
        var result = bench.Run(["run", Program, "--model", "Single", "--output", output, .. options, .. input]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.False(File.Exists(output));
        return result.Errors;
    }

    private static void Close(float[] expected, float[] actual, string name, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * largest, $"{name}[{i}] is {actual[i]}; PyTorch has {expected[i]}, and at most {largest}.");
    }
}
