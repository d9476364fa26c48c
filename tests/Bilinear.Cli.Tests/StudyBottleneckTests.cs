using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests;

/// <summary><c>bmlp study bottleneck</c>: a model whose layers keep few singular components.</summary>
public sealed class StudyBottleneckTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Deep = """
        block Layer(x: f32[d]) -> f32[d] {
          mix = bilinear(d, bias: true)

          return x + (x |> mix)
        }

        model Deep(image: f32[8, 8]) -> digit: f32[10] {
          embed = linear(12, bias: true)
          stack = repeat 2 Layer()
          head  = linear(10, bias: true)

          return image |> flatten |> embed |> stack |> head
        }
        """;

    [Fact]
    public void EveryLayerOfAStack_IsTheModelAtItsLastLine_InEveryForm()
    {
        var (program, weights) = Train("deep", Deep);
        string[] command = ["study", "bottleneck", program, "--weights", weights, "--data", "digits", "--quiet"];
        var evaluated = bench.Run("eval", program, "--weights", weights, "--data", "digits").Output;

        var csv = bench.Run([.. command, "--csv"]);
        var json = JsonDocument.Parse(bench.Run([.. command, "--json"]).Output).RootElement;
        var text = bench.Run([.. command, "--out", bench["deep.html"]]).Output;

        var rows = csv.Output.TrimEnd().Split('\n').Select(row => row.Split(',')).ToList();
        Assert.Equal("layer,kept,accuracy,loss,agreement,largest_error,share", string.Join(',', rows[0]));
        Assert.Equal("stack.0.mix:1,2,4,8,12 stack.1.mix:1,2,4,8,10", string.Join(' ', rows.Skip(1).GroupBy(row => row[0]).Select(layer => $"{layer.Key}:{string.Join(',', layer.Select(row => row[1]))}")));
        Assert.All(rows.Skip(1).GroupBy(row => row[0]), layer => Assert.Equal(evaluated, string.Create(CultureInfo.InvariantCulture, $"accuracy {Number(layer.Last()[2]):F4}\nloss {Number(layer.Last()[3]):F4}\n")));
        var points = json.GetProperty("layers").EnumerateArray().SelectMany(layer => layer.GetProperty("points").EnumerateArray()).ToList();
        Assert.Equal(rows.Skip(1).Select(row => (Number(row[2]), Number(row[3]), Number(row[6]))), points.Select(point => (point.GetProperty("accuracy").GetDouble(), point.GetProperty("loss").GetDouble(), point.GetProperty("share").GetDouble())));
        Assert.True(points[0].GetProperty("agreement").GetDouble() < 1);

        var page = File.ReadAllText(bench["deep.html"]);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", page);
        foreach (var row in rows.Skip(1))
        {
            Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"(?m)^  {row[1]} +{Number(row[2]):F4} "), text);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"<th scope=\"row\">{row[1]}</th><td>{Number(row[2]):0.00 %}</td>"), page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("|> flatten |> embed |> stack |> head", "|> flatten |> embed |> stack |> rmsnorm |> head", "there is `rmsnorm`.")]
    [InlineData("|> flatten |> embed |> stack |> head", "|> flatten |> embed |> head", "there is no bilinear layer.")]
    [InlineData("bilinear(d, bias: true)", "glu(d, gate: silu)", "there is the gate of `stack.1.mix`.")]
    public void WhatIsNoStackOfBilinearLayers_IsRefused(string before, string after, string sentence)
    {
        var text = Deep.Replace(before, after, StringComparison.Ordinal);
        var (program, weights) = Train("other", after.Contains("embed |> head", StringComparison.Ordinal) ? Regex.Replace(text, "  stack = .*\n", "") : text);

        var result = bench.Run("study", "bottleneck", program, "--weights", weights, "--data", "digits", "--out", bench["never.html"]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal($"error: `bmlp study bottleneck` works on models of bilinear layers, with linear ones and residuals between them, and on the way from image to digit in Deep {sentence}\n", result.Errors);
        Assert.False(File.Exists(bench["never.html"]));
    }

    private (string Program, string Weights) Train(string name, string text)
    {
        var (program, weights) = (bench[name + ".bmlp"], bench[name + ".safetensors"]);
        File.WriteAllText(program, text + "\n\ntrain Deep {\n  optimizer adamw(lr: 1e-2)\n  batch     128\n  epochs    3\n}\n");
        Assert.Equal("", bench.Run("train", program, "--data", "digits", "--out", weights, "--quiet").Errors);
        return (program, weights);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
