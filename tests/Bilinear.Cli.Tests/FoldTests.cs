using System.Text.Json;
using Bilinear.Cli.Tests.Texts;
using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary><c>bmlp fold</c>: the model without norms is the one in whose place each norm divides by its scale, which here is a <c>linear</c> of a diagonal.</summary>
public sealed class FoldTests(TextBench texts) : IClassFixture<TextBench>, IDisposable
{
    private const string Normed = """
        block Layer(x: f32[d]) -> f32[d] {
          norm = rmsnorm(gain: true, eps: 1e-5)
          up   = glu(12, gate: silu, bias: true)
          down = linear(d)

          return x + (x |> norm |> up |> down)
        }

        model Net(hidden: dim = 16)(image: f32[8, 8]) -> digit: f32[10] {
          first = rmsnorm()
          embed = linear(hidden, bias: true)
          stack = repeat 2 Layer()
          last  = rmsnorm(gain: true)
          head  = linear(10)

          return image |> first |> flatten |> embed |> stack |> last |> head
        }

        train Net {
          optimizer adamw(lr: 3e-3)
          batch     64
          epochs    3
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("one")]
    [InlineData("channel")]
    public void TheFoldedModel_DividesByTheScales(string scale)
    {
        var program = Write("normed.bmlp", Normed);
        Expect(Run("train", program, "--data", "digits", "--out", _folder["w.safetensors"]));

        var result = Run("fold", program, "--weights", _folder["w.safetensors"], "--data", "digits", "--scale", scale, "--out", _folder["f.safetensors"], "--program", _folder["f.bmlp"], "--json");
        Expect(result);
        Assert.DoesNotContain("norm", File.ReadAllText(_folder["f.bmlp"]), StringComparison.Ordinal);
        Assert.Equal((0, ""), (Run("fmt", "--check", _folder["f.bmlp"]).ExitCode, Run("check", _folder["f.bmlp"]).Errors));
        using var json = JsonDocument.Parse(result.Output);
        var norms = Scales(json);
        Assert.Equal(["first", "stack.0.norm", "stack.1.norm", "last"], norms.Keys);
        Assert.All(norms, norm => Assert.Equal(scale == "one" ? 1 : norm.Key == "first" ? 8 : 16, norm.Value.Length));
        // What the first norm reads are the rows of the images.
        var rows = Images().Chunk(8).Select(row => row.Select(x => (double)x).ToArray()).ToList();
        double Square(double[] row) => row.Average(x => x * x) + 1e-8;
        Assert.All(norms["first"].Index(), measured => Assert.Equal(
            Math.Sqrt(scale == "one" ? rows.Average(Square)
                : rows.Sum(row => row[measured.Index] * row[measured.Index]) is > 0 and var sum ? sum / rows.Sum(row => row[measured.Index] * row[measured.Index] / Square(row)) : rows.Average(Square)),
            measured.Item, 1e-9));
        Assert.Equal(json.RootElement.GetProperty("folded").GetProperty("loss").GetDouble(), LossOf(_folder["f.bmlp"], _folder["f.safetensors"]));
        Assert.Equal(json.RootElement.GetProperty("before").GetProperty("loss").GetDouble(), LossOf(program, _folder["w.safetensors"]));

        using var before = SafeTensorsFile.Open(_folder["w.safetensors"]);
        var divided = Divided(before, norms, ("first", 8, null), ("stack.0.norm", 16, "stack.0.norm.weight"), ("stack.1.norm", 16, "stack.1.norm.weight"), ("last", 16, "last.weight"));
        var input = new RawTensors().Add("input", "F32", [5, 8, 8], [.. Enumerable.Range(0, 320).Select(i => MathF.Abs(MathF.Sin(i * i)))]).Write(_folder["input.safetensors"]);
        var reference = Write("divided.bmlp", Normed.Replace("rmsnorm(gain: true, eps: 1e-5)", "linear(d)", StringComparison.Ordinal).Replace("first = rmsnorm()", "first = linear(8)", StringComparison.Ordinal).Replace("rmsnorm(gain: true)", "linear(hidden)", StringComparison.Ordinal));
        Close(Output(reference, divided, input), Output(_folder["f.bmlp"], _folder["f.safetensors"], input));
    }

    /// <summary>Its head is tied, and gets a weight of its own.</summary>
    [Fact]
    public void AModelOfTexts_AndItsTiedHead_AreFolded()
    {
        string[] fold = ["fold", texts["tiny.bmlp"], "--weights", texts.Weights, "--data", texts["data"], "--out", _folder["f.safetensors"], "--program", _folder["f.bmlp"]];
        var result = Run([.. fold, "--json"]);
        Expect(result);
        Assert.Contains("note: head has a weight of its own now", result.Errors, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        var norms = Scales(json);
        Assert.Equal(["rmsnorm before layer.attend", "rmsnorm before layer.up", "rmsnorm before head"], norms.Keys);
        Assert.Equal(json.RootElement.GetProperty("before").GetProperty("nats_per_token").GetDouble(), Nats(texts["tiny.bmlp"], texts.Weights));
        Assert.Equal(json.RootElement.GetProperty("folded").GetProperty("nats_per_token").GetDouble(), Nats(_folder["f.bmlp"], _folder["f.safetensors"]));

        using var before = SafeTensorsFile.Open(texts.Weights);
        var divided = Divided(before, norms.Zip(new[] { "layer.norm1", "layer.norm2", "last" }, (norm, name) => (name, norm.Value)).ToDictionary(norm => norm.name, norm => norm.Value), ("layer.norm1", 16, null), ("layer.norm2", 16, null), ("last", 16, null));
        var reference = Write("divided.bmlp", File.ReadAllText(texts["tiny.bmlp"])
            .Replace("x |> rmsnorm |> attend", "x |> norm1 |> attend", StringComparison.Ordinal).Replace("x |> rmsnorm |> up", "x |> norm2 |> up", StringComparison.Ordinal)
            .Replace("  attend =", "  norm1 = linear(d)\n  norm2 = linear(d)\n  attend =", StringComparison.Ordinal).Replace("  layer =", "  last = linear(16)\n  layer =", StringComparison.Ordinal)
            .Replace("layer |> rmsnorm |>", "layer |> last |>", StringComparison.Ordinal));
        var input = new RawTensors().Add("input", "I32", [2, 16], [.. Enumerable.Range(0, 32).Select(i => i * i % TextBench.Vocabulary)]).Write(_folder["input.safetensors"]);
        Close(Output(reference, divided, input), Output(_folder["f.bmlp"], _folder["f.safetensors"], input));

        // What is exact without norms is so for this model: the sum of its parts is its logit.
        Expect(Run("explain", _folder["f.bmlp"], "--weights", _folder["f.safetensors"], "--tokenizer", texts.Tokenizer, "--text", "Once upon a time"));
        var text = Run(fold);
        Expect(text);
        Assert.DoesNotContain("guessing", text.Errors, StringComparison.Ordinal);

        // A program that somebody has changed is theirs.
        File.AppendAllText(_folder["f.bmlp"], "\n// mine\n");
        var changed = Run(fold);
        Assert.Equal((1, ""), (changed.ExitCode, changed.Output));
        Assert.Contains("f.bmlp would be replaced, and is no program that Bilinear wrote, or has been changed since: choose another name, or move it away.", changed.Errors, StringComparison.Ordinal);
        Assert.EndsWith("// mine\n", File.ReadAllText(_folder["f.bmlp"]), StringComparison.Ordinal);
        Assert.Matches(@"^norm +scale +largest\nrmsnorm before layer\.attend +\d", text.Output);
        Assert.Matches(@"\n\n +nats_per_token +bits_per_byte\nbefore +\d+\.\d{4} +\d+\.\d{4}\nfolded +\d+\.\d{4} +\d+\.\d{4}\n$", text.Output);
    }

    /// <summary>A loss of logits that are a thousand times as large is no better than a guess.</summary>
    [Fact]
    public void ALossAboveThatOfGuessing_IsSaidToBe()
    {
        var loud = new RawTensors();
        using (var weights = SafeTensorsFile.Open(texts.Weights))
        {
            foreach (var tensor in weights.Tensors.Values)
                loud.Add(tensor.Name, "F32", [.. tensor.Shape.Select(size => (int)size)], [.. weights.ReadFloats(tensor.Name).Select(value => tensor.Name == "embed.weight" ? 1000 * value : value)]);
        }

        var result = Run("fold", texts["tiny.bmlp"], "--weights", loud.Write(_folder["loud.safetensors"]), "--data", texts["data"], "--out", _folder["f.safetensors"], "--program", _folder["f.bmlp"]);

        Expect(result);
        Assert.Contains("note: without its norms the model is worse than guessing, whose loss is 5.7038, the logarithm of 300: constants cannot stand in for the norms of this model\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeFolded_IsRefusedAtItsPlace_AndNothingIsWritten()
    {
        var program = Write("after.bmlp", Normed.Replace("return x + (x |> norm |> up |> down)", "return x + (x |> up |> down |> norm)", StringComparison.Ordinal));
        Expect(Run("train", program, "--data", "digits", "--epochs", "1", "--out", _folder["w.safetensors"]));
        var after = Run("fold", program, "--weights", _folder["w.safetensors"], "--data", "digits", "--out", _folder["f.safetensors"], "--program", _folder["f.bmlp"]);
        Assert.Equal((1, ""), (after.ExitCode, after.Output));
        Assert.StartsWith($"{program}(2,3): error: `stack.0.norm` cannot be folded: a sum reads it, which has no weights that could take its scale: norm what a branch reads instead, as in `x + (x |> norm |> mix)`. Then train it anew.\n", after.Errors, StringComparison.Ordinal);

        var without = Write("without.bmlp", Normed.Replace(" |> norm", "", StringComparison.Ordinal).Replace("  norm = rmsnorm(gain: true, eps: 1e-5)\n", "", StringComparison.Ordinal)
            .Replace(" |> first", "", StringComparison.Ordinal).Replace("  first = rmsnorm()\n", "", StringComparison.Ordinal).Replace(" |> last", "", StringComparison.Ordinal).Replace("  last  = rmsnorm(gain: true)\n", "", StringComparison.Ordinal));
        Expect(Run("train", without, "--data", "digits", "--epochs", "1", "--out", _folder["v.safetensors"]));
        var nothing = Run("fold", without, "--weights", _folder["v.safetensors"], "--data", "digits", "--out", _folder["f.safetensors"], "--program", _folder["f.bmlp"]);
        Assert.Equal((1, "error: Net has no norm: there is nothing to fold.\n"), (nothing.ExitCode, nothing.Errors));
        Assert.False(File.Exists(_folder["f.safetensors"]) || File.Exists(_folder["f.bmlp"]));

        var scale = Run("fold", program, "--weights", _folder["w.safetensors"], "--data", "digits", "--scale", "two", "--out", _folder["f.safetensors"], "--program", _folder["f.bmlp"]);
        Assert.Equal(2, scale.ExitCode);
        Assert.Contains("There is no scale `two`: it is one or channel.", scale.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static float[] Images()
    {
        var images = DataSet.Digits().Train;
        var inputs = new float[images.Count * images.SampleLength];
        images.CopyInputs(0, inputs);
        return inputs;
    }

    private static Dictionary<string, double[]> Scales(JsonDocument json) => json.RootElement.GetProperty("norms").EnumerateArray().ToDictionary(
        norm => norm.GetProperty("norm").GetString()!,
        norm => norm.GetProperty("scale") is { ValueKind: JsonValueKind.Array } scales ? [.. scales.EnumerateArray().Select(scale => scale.GetDouble())] : new[] { norm.GetProperty("scale").GetDouble() });

    /// <summary>The weights of the model in which each norm is a <c>linear</c> of the diagonal gain / s.</summary>
    private string Divided(SafeTensorsFile weights, Dictionary<string, double[]> scales, params (string Norm, int Size, string? Gain)[] norms)
    {
        var divided = new RawTensors();
        foreach (var tensor in weights.Tensors.Values.Where(tensor => !norms.Any(norm => norm.Gain == tensor.Name)))
            divided.Add(tensor.Name, "F32", [.. tensor.Shape.Select(size => (int)size)], weights.ReadFloats(tensor.Name));
        foreach (var (norm, size, gain) in norms)
        {
            var diagonal = new float[size * size];
            for (var channel = 0; channel < size; channel++)
                diagonal[channel * (size + 1)] = (float)((gain is null ? 1 : weights.ReadFloats(gain)[channel]) / scales[norm][channel % scales[norm].Length]);
            divided.Add($"{norm}.weight", "F32", [size, size], diagonal);
        }
        return divided.Write(_folder["divided.safetensors"]);
    }

    private float[] Output(string program, string weights, string input)
    {
        Expect(Run("run", program, "--weights", weights, "--input", input, "--output", _folder["out.safetensors"]));
        using var file = SafeTensorsFile.Open(_folder["out.safetensors"]);
        return file.ReadFloats("output");
    }

    private static void Close(float[] expected, float[] actual)
    {
        var largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f * largest));
    }

    private double LossOf(string program, string weights) => Number("loss", program, weights, "digits");

    private double Nats(string program, string weights) => Number("nats_per_token", program, weights, texts["data"]);

    private double Number(string name, string program, string weights, string data)
    {
        var result = Run("eval", program, "--weights", weights, "--data", data, "--json");
        Expect(result);
        using var score = JsonDocument.Parse(result.Output);
        return score.RootElement.GetProperty(name).GetDouble();
    }

    private static void Expect(BmlpResult result) => Assert.True(result.ExitCode == 0, result.Errors);

    private BmlpResult Run(params string[] arguments) => Bmlp.Run(arguments, texts.Environment);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
