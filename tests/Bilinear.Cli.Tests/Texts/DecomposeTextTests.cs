using System.Text.Json;
using Bilinear.Serialization;

namespace Bilinear.Cli.Tests.Texts;

/// <summary><c>bmlp decompose</c> on a model of texts: its layers in tokens.</summary>
public sealed class DecomposeTextTests(TextBench bench) : IClassFixture<TextBench>
{
    [Fact]
    public void ALayer_IsReadInTokens()
    {
        File.WriteAllText(bench["tokens.bmlp"], Program("direction \" a\" - mean(\".\", \"T\")", "svd layer.up { keep 2 }"));

        var text = Decompose("--among", " a", "--among", ".", "--tokens", "3");
        using var json = JsonDocument.Parse(Decompose("--among", " a", "--among", ".", "--tokens", "3", "--json").Output);

        Assert.True(text.ExitCode == 0, text.Errors);
        Assert.StartsWith("eigen layer.down \" a\" - mean(\".\", \"T\"): 3 of 16 eigenvectors\n  pair 0, λ ", text.Output, StringComparison.Ordinal);
        Assert.Contains("\nsvd layer.up component 1: σ ", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u000A", text.Output, StringComparison.Ordinal);
        var spectra = json.RootElement.GetProperty("spectra").EnumerateArray().ToList();
        Assert.Equal(["\" a\" - mean(\".\", \"T\")", "component 0", "component 1"], spectra.Select(spectrum => spectrum.GetProperty("direction").GetString()));
        var readings = spectra[0].GetProperty("pairs")[0].GetProperty("readings").EnumerateArray().ToList();
        Assert.Equal(["embedding", "attention_head", "attention_head", "unembedding"], readings.Select(reading => reading.GetProperty("map").GetString()));
        Assert.All(readings, reading => Assert.Equal((3, 3), (reading.GetProperty("top").GetArrayLength(), reading.GetProperty("bottom").GetArrayLength())));

        // The values of the file are those of the largest |λ|, and its direction names the tokens.
        using var file = SafeTensorsFile.Open(bench["tokens.safetensors"]);
        var values = file.ReadFloats("eigen layer.down \" a\" - mean(\".\", \"T\").values");
        Assert.Equal(values.OrderByDescending(MathF.Abs), values);
        Assert.Equal(spectra[0].GetProperty("pairs").EnumerateArray().Select(pair => (float)pair.GetProperty("eigenvalue").GetDouble()), values);
        Assert.Equal([-0.5f, -0.5f, 1], file.ReadFloats("eigen layer.down \" a\" - mean(\".\", \"T\").direction").Where(coefficient => coefficient != 0).Order());

        // The eigenvalues of a triplet are those of its direction, σ times those of a matrix of length 1.
        var (sigma, squares) = (spectra[1].GetProperty("sigma").GetDouble(), spectra[1].GetProperty("pairs").EnumerateArray().Sum(pair => Math.Pow(pair.GetProperty("eigenvalue").GetDouble(), 2)));
        Assert.InRange(squares, sigma * sigma * 4 / 16, sigma * sigma * (1 + 1e-9));

        // Through the embedding the table is symmetric, and its entries are among all pairs: none is beyond the ends that were searched for.
        var (table, ends) = (spectra[0].GetProperty("tables")[0].GetProperty("values"), spectra[0].GetProperty("interactions")[0]);
        Assert.Equal(table[0][1].GetDouble(), table[1][0].GetDouble(), 1e-9);
        Assert.InRange(table[0][0].GetDouble(), ends.GetProperty("bottom")[0].GetProperty("value").GetDouble(), ends.GetProperty("top")[0].GetProperty("value").GetDouble());
    }

    [Fact]
    public void BothEndsOfASpectrum_AreAllOfItFromHalfOn()
    {
        File.WriteAllText(bench["tokens.bmlp"], Program("order value\n    direction \" a\" - \".\"", "").Replace("keep 3", "keep 9", StringComparison.Ordinal));

        using var json = JsonDocument.Parse(Decompose("--pairs", "0", "--tokens", "1", "--json").Output);

        var values = json.RootElement.GetProperty("spectra")[0].GetProperty("pairs").EnumerateArray().Select(pair => pair.GetProperty("eigenvalue").GetDouble()).ToList();
        Assert.Equal(16, values.Count);
        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public void ATextThatIsNoToken_IsRefused_AndNothingIsWritten()
    {
        File.WriteAllText(bench["tokens.bmlp"], Program("direction \"qqqq\" - \".\"", ""));
        File.Delete(bench["tokens.safetensors"]);

        var result = Decompose();

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("direction \"qqqq\" - \".\": \"qqqq\" is no token of ", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["tokens.safetensors"]));
    }

    private string Program(string direction, string more) =>
        $"{File.ReadAllText(bench["tiny.bmlp"])}\n\ndecompose Tiny {{\n  eigen layer.down {{\n    keep 3\n    {direction}\n  }}\n  {more}\n}}\n";

    private BmlpResult Decompose(params string[] options) =>
        bench.Run(["decompose", bench["tokens.bmlp"], "--weights", bench.Weights, "--tokenizer", bench.Tokenizer, "--out", bench["tokens.safetensors"], .. options]);
}
