using System.IO.Compression;
using Bilinear.Serialization;
using Bilinear.Testing;
using Bilinear.Testing.Golden;

namespace Bilinear.Cli.Tests;

/// <summary><c>run --capture</c> and <c>--replace</c>: what is written goes back in and changes nothing; what does not fit is refused by name and shape.</summary>
public sealed class CaptureTests(Workbench bench) : IClassFixture<Workbench>
{
    private static readonly string Program = Path.Combine(Repository.Tests, "Bilinear.Models.Tests", "golden.bmlp");
    private static readonly string Golden = Path.Combine(Repository.Golden, "deep_residual.safetensors");

    [Fact]
    public void CapturedLayers_StandBesideTheOutput_AndGoBackIn()
    {
        var layers = Run("layers", "--capture", "embed,blocks.1.mix", "--capture", "blocks", "--grad");
        var samples = GoldenFile.Open("deep_residual")["input"].Length / 20;
        Assert.Equal(["layer.blocks", "layer.blocks.1.mix", "layer.embed"], layers.Tensors.Keys.Where(name => name.StartsWith("layer.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal([samples, 12], layers.Tensors["layer.blocks.1.mix"].Shape);

        var own = Run("own", "--replace", $"blocks.1.mix={bench["layers.safetensors"]}", "--replace", $"embed={bench["layers.safetensors"]}:layer.embed");
        Assert.Equal(layers.ReadFloats("output"), own.ReadFloats("output"));
        Assert.Equal(layers.ReadFloats("loss")[0], own.ReadFloats("loss")[0], 1e-6f);

        // One sample for all: the head then answers all alike, and the loss is that of the answers.
        var zeros = new RawTensors().Add("blocks", "F32", [12], new float[12]).Write(bench["zeros.safetensors"]);
        var ablated = Run("ablated", "--replace", $"blocks={zeros}", "--capture", "blocks");
        Assert.All(ablated.ReadFloats("layer.blocks"), value => Assert.Equal(0, value));
        Assert.All(ablated.ReadFloats("output").Chunk(4), row => Assert.Equal(GoldenFile.Open("deep_residual")["param.head.bias"], row));
        File.WriteAllBytes(bench["zeros.npy"], RawNumpy.Npy([12], new float[12]));
        using (var zip = new ZipArchive(File.Create(bench["zeros.npz"]), ZipArchiveMode.Create))
            RawNumpy.Write(zip, "blocks.npy", RawNumpy.Npy([12], new float[12]));
        foreach (var numpy in new[] { "zeros.npy", "zeros.npz" })
            Assert.Equal(ablated.ReadFloats("output"), Run(numpy, "--replace", $"blocks={bench[numpy]}").ReadFloats("output"));
        Assert.NotEqual(layers.ReadFloats("loss")[0], ablated.ReadFloats("loss")[0]);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefusedInOneSentence()
    {
        float[] broken = [.. new float[11], float.NaN];
        var file = new RawTensors().Add("embed", "F32", [12], broken).Add("wide", "F32", [2, 12], new float[24]).Write(bench["odd.safetensors"]);
        var fits = new RawTensors().Add("blocks", "F32", [12], new float[12]).Write(bench["fits.safetensors"]);

        Refused("--capture blocks.1.mux: DeepResidual has no such layer; it has 'blocks', 'blocks.0'", "--capture", "blocks.1.mux");
        Refused("Did you mean `embed`?", "--replace", $"embde={file}");
        Refused("'wide' is [2, 12], and embed of DeepResidual takes [9, 12] for 9 samples, or [12] for all of them alike.", "--replace", $"embed={file}:wide");
        Refused("there is no tensor 'layer.head' or 'head'; there are 'embed', 'wide'. Name one behind the file, as in head=FILE:TENSOR.", "--replace", $"head={file}");
        File.WriteAllText(bench["text.npz"], "no tensors");
        Refused($"error: --replace embed: {bench["text.npz"]}", "--replace", $"embed={bench["text.npz"]}");
        Refused("'embed' holds NaN", "--replace", $"embed={file}");
        Refused("--replace blocks.2: that value is replaced already, as blocks; give it once.", "--replace", $"blocks={fits}", "--replace", $"blocks.2={fits}");
    }

    private SafeTensorsFile Run(string name, params string[] options)
    {
        var output = bench[$"{name}.safetensors"];
        var result = bench.Run(Arguments(output, options));
        Assert.True(result.ExitCode == 0, result.Errors);
        return SafeTensorsFile.Open(output);
    }

    private void Refused(string words, params string[] options)
    {
        var result = bench.Run(Arguments(bench["refused.safetensors"], options));
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["refused.safetensors"]));
    }

    // A golden file has more than parameters; there a block's weights are `blocks.0.weight`, here `blocks.0.mix.weight`.
    private static string[] Arguments(string output, string[] options) =>
    [
        "run", Program, "--model", "DeepResidual", "--weights", Golden, "--input", Golden, "--output", output,
        "--map", @"(?!param\.).*=", "--map", @"param\.(.*)=$1", "--map", @"blocks\.(\d)\.(weight|bias)=blocks.$1.mix.$2", .. options,
    ];
}
