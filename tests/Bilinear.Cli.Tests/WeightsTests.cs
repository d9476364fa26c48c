using Bilinear.Serialization;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>Weights that another program was trained to, that others wrote, or that hold more than can be shown.</summary>
public sealed class WeightsTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Gated = """
        block Mlp(gate: gate)(x: f32[d]) -> f32[d] {
          up   = glu(8, gate: gate)
          down = linear(d)

          return x + (x |> up |> down)
        }

        model Net(hidden: dim = 8)(image: f32[8, 8]) -> digit: f32[10] {
          embed = linear(hidden)
          mlp   = Mlp(gate: relu)
          head  = linear(10)

          return image |> flatten |> embed |> mlp |> head
        }

        model Beside(x: f32[2]) -> y: f32[2] {
          head = linear(2)

          return x |> head
        }

        train Net {
          epochs 1
        }
        """;

    private string Trained
    {
        get
        {
            var weights = bench["gated.safetensors"];
            if (!File.Exists(weights))
                Assert.Equal(0, bench.Run("train", Write("gated.bmlp", Gated), "--model", "Net", "--set", "hidden=6", "--data", "digits", "--out", weights).ExitCode);
            return weights;
        }
    }

    [Theory]
    [InlineData("gate: relu", "gate: gelu", "theirs says `mlp = Mlp(gate: relu)`, and this one `mlp = Mlp(gate: gelu)`.")]    // in the model
    [InlineData("x + (x |> up |> down)", "x |> up |> down", "theirs says `return x + (x |> up |> down)`, and this one `return x |> up |> down`.")]    // in a block that it uses
    [InlineData("|> embed |> mlp", "|> embed |> rmsnorm |> mlp", "theirs says `return image |> flatten |> embed |> mlp |> head`, and this one `return image |> flatten |> embed |> rmsnorm |> mlp |> head`.")]
    public void WeightsOfAnotherProgram_AreRefusedWithBothLines_AndTakenByForce(string before, string now, string words)
    {
        var (program, weights) = (Write("edited.bmlp", Gated.Replace(before, now, StringComparison.Ordinal)), Trained);

        foreach (var command in new string[][] { ["eval", "--data", "digits"], ["run", "--input", Images(), "--output", bench["never.safetensors"]], ["decompose", "--out", bench["never.safetensors"]] })
        {
            var result = bench.Run([command[0], program, "--weights", weights, .. command[1..]]);
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            Assert.Contains($"{weights} holds weights of another program than {program}: ", result.Errors, StringComparison.Ordinal);
            Assert.Contains(words, result.Errors, StringComparison.Ordinal);
            Assert.Contains("--force", result.Errors, StringComparison.Ordinal);
        }
        var forced = bench.Run("eval", program, "--weights", weights, "--data", "digits", "--force");
        Assert.Equal((0, ""), (forced.ExitCode, forced.Errors));
    }

    [Theory]
    [InlineData("epochs 1", "epochs 7\n  batch 32")]
    [InlineData("train Net", "/// Another comment.\ndecompose Net {\n}\ntrain Net")]
    [InlineData("head = linear(2)", "head = linear(2, bias: true)")]    // of the model beside it
    [InlineData("  embed = linear(hidden)", "  embed =   linear( hidden )  // the same")]
    public void WhatChangesNothingOfTheModel_IsNoOtherProgram(string before, string now)
    {
        var program = Write("same.bmlp", Gated.Replace(before, now, StringComparison.Ordinal));

        var result = bench.Run("eval", program, "--weights", Trained, "--data", "digits");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
    }

    [Fact]
    public void Force_TakesWeightsOfAModelOfAnotherName()
    {
        var program = Write("renamed.bmlp", Gated.Replace("Net", "Renamed", StringComparison.Ordinal));

        Assert.Contains("it has `Renamed`, `Beside`", bench.Run("eval", program, "--weights", Trained, "--data", "digits").Errors, StringComparison.Ordinal);
        var forced = bench.Run("eval", program, "--model", "Renamed", "--weights", Trained, "--data", "digits", "--force");
        Assert.Equal((0, ""), (forced.ExitCode, forced.Errors));
    }

    [Fact]
    public void WeightsWithWAndVApart_AreStackedByTheirNames()
    {
        using var whole = SafeTensorsFile.Open(bench.DigitsWeights);
        var body = whole.ReadFloats("body.weight");
        var apart = new RawTensors()
            .Add("embed.weight", "F32", [64, 64], whole.ReadFloats("embed.weight"))
            .Add("mlp.right", "F32", [64, 64], body[(64 * 64)..])
            .Add("mlp.left", "F32", [64, 64], body[..(64 * 64)])
            .Add("head.weight", "F32", [10, 64], whole.ReadFloats("head.weight"))
            .Write(bench["apart.safetensors"]);
        string[] map = ["--map", @"mlp\.left=body.weight[W]", "--map", @"mlp\.right=body.weight[V]"];

        Assert.Equal(
            bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits"),
            bench.Run(["eval", Workbench.Digits, "--weights", apart, "--data", "digits", .. map]));
        Assert.StartsWith("frobenius 1.0000\ngaussian 1.0000\n", bench.Run(["similarity", Workbench.Digits, bench.DigitsWeights, apart, "--keep", "1", .. map]).Output, StringComparison.Ordinal);
        var unmapped = bench.Run("eval", Workbench.Digits, "--weights", apart, "--data", "digits").Errors;
        Assert.Contains("'body.weight' is missing; 'mlp.left', 'mlp.right' are too many.", unmapped, StringComparison.Ordinal);
        Assert.Contains("'body.weight' [128, 64] is W above V: where the file has them apart, rename the one to 'body.weight[W]' and the other to 'body.weight[V]'", unmapped, StringComparison.Ordinal);
        Assert.Contains("'body.weight[V]' is missing", bench.Run(["eval", Workbench.Digits, "--weights", apart, "--data", "digits", .. map[..2]]).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Similarity_TakesTheProgramThatWeightsDoNotCarry()
    {
        var golden = Path.Combine(Repository.Golden, "single.safetensors");
        var program = Path.Combine(Repository.Tests, "Bilinear.Models.Tests", "golden.bmlp");
        string[] map = ["--map", @"(?!param\.).*=", "--map", @"param\.(.*)=$1"];

        Assert.StartsWith("frobenius 1.0000\ngaussian 1.0000\n", bench.Run(["similarity", program, golden, golden, "--model", "Single", .. map]).Output, StringComparison.Ordinal);
        Assert.Contains("give its program before the weights, as in `bmlp similarity model.bmlp", bench.Run(["similarity", golden, golden, .. map]).Errors, StringComparison.Ordinal);
        Assert.Equal(2, bench.Run("similarity", program, golden).ExitCode);
        Assert.Equal(2, bench.Run("similarity", golden, golden, program).ExitCode);
    }

    [Fact]
    public void Similarity_WithoutAnEigenEntry_SaysWhatToDo_AndThatWorks()
    {
        var plain = Write("plain.bmlp", """
            model Plain(image: f32[8, 8]) -> digit: f32[10] {
              body = bilinear(8)
              head = linear(10)
              return image |> flatten |> body |> head
            }
            """);
        var weights = bench["plain.safetensors"];
        Assert.Equal(0, bench.Run("train", plain, "--data", "digits", "--epochs", "1", "--out", weights).ExitCode);

        Assert.Contains("add one, such as `decompose Plain { eigen head }`, to the program that these weights carry, and give that before them", bench.Run("similarity", weights, weights).Errors, StringComparison.Ordinal);
        File.AppendAllText(plain, "\ndecompose Plain { eigen head }\n");
        var result = bench.Run("similarity", plain, weights, weights);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    [Fact]
    public void ManyTensorsAndLongNames_MakeAShortMessage()
    {
        var long_ = new string('n', 1 << 20);
        var tensors = new RawTensors().Add(long_, "F32", [1], new float[1]);
        for (var i = 0; i < 5000; i++)
            tensors.Add($"layer.{i}", "F32", [0, .. Enumerable.Repeat(1, 1000)], Array.Empty<float>());
        var weights = tensors.Write(bench["many.safetensors"]);

        foreach (var result in new[]
        {
            bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits"),
            bench.Run("run", Workbench.Digits, "--weights", bench.DigitsWeights, "--input", weights, "--output", bench["never.safetensors"]),
            bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits", "--map", "layer.*=embed.weight"),
            bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits", "--map", "layer.[^7].*=", "--map", "layer.7.+=", "--map", "layer.7=embed.weight"),
        })
        {
            Assert.Equal(1, result.ExitCode);
            Assert.InRange(result.Errors.Length, 20, 4000);
        }
    }

    [Fact]
    public void MetadataOfAnyKind_MakeAShortMessage()
    {
        var long_ = new string('n', 1 << 20);
        foreach (var (key, value) in new[] { ("model", long_), ("arguments", $$"""{"{{long_}}":"{{long_}}"}"""), ("arguments", long_), ("format_version", long_), ("source", $"model Digits({long_}"),
            ("arguments", """{"":""}"""), ("arguments", """{"hidden":null}"""), ("model", ""), ("source", ""), ("source", "\0"), ("language_version", "-1") })
        {
            var weights = bench["metadata.safetensors"];
            SafeTensorsWriter.Write(weights, new Dictionary<string, string>
            {
                ["format_version"] = "1",
                ["language_version"] = "1",
                ["model"] = "Digits",
                ["arguments"] = "{}",
                ["source"] = File.ReadAllText(Workbench.Digits),
                [key] = value,
            }, []);
            foreach (var command in new string[][] { ["eval", Workbench.Digits, "--weights", weights, "--data", "digits"], ["similarity", weights, weights] })
            {
                var result = bench.Run(command);
                Assert.Equal(1, result.ExitCode);
                Assert.True(result.Errors.Length < 4000, $"{key}, {command[0]}: {result.Errors.Length} characters: {result.Errors[..Math.Min(500, result.Errors.Length)]}");
            }
        }
    }

    private string Images() => new RawTensors().Add("input", "F32", [1, 64], new float[64]).Write(bench["images.safetensors"]);

    private string Write(string name, string text)
    {
        File.WriteAllText(bench[name], text);
        return bench[name];
    }
}
