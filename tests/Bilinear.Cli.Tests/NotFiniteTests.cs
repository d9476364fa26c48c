using Bilinear.Serialization;

namespace Bilinear.Cli.Tests;

/// <summary>What is no finite number is named before work begins, and never a result.</summary>
public sealed class NotFiniteTests(Workbench bench) : IClassFixture<Workbench>
{
    private const int Samples = 8;
    private const int Length = 12;

    [Theory]
    [InlineData("train", "input", 3, float.NaN, "train.safetensors: 'input' holds NaN at [1, 0, 1] of sample 3")]
    [InlineData("test", "input", 0, float.PositiveInfinity, "test.safetensors: 'input' holds Infinity at [1, 0, 1] of sample 0")]
    [InlineData("train", "target", 5, float.NegativeInfinity, "train.safetensors: 'target' holds -Infinity at [1] of sample 5")]
    public void Data_AreNamedByFileTensorSampleAndElement(string part, string tensor, int sample, float wrong, string words)
    {
        var folder = Data("data", (part, tensor, sample, wrong));

        foreach (var line in new[] { new[] { "train", Program(), "--out", bench["never.safetensors"] }, ["eval", Program(), "--weights", Weights(1)] })
            Assert.Contains(words, Refused([.. line, "--data", folder]), StringComparison.Ordinal);
        Assert.False(File.Exists(bench["never.safetensors"]));
    }

    [Theory]
    [InlineData("eval", "'head.weight' is NaN at [1, 3]", float.NaN)]
    [InlineData("decompose", "'head.weight' is NaN at [1, 3]", float.NaN)]
    [InlineData("truncate", "'head.weight' is -Infinity at [1, 3]", float.NegativeInfinity)]
    [InlineData("report", "'head.weight' is Infinity at [1, 3]", float.PositiveInfinity)]
    public void Weights_AreNamedByTensorAndElement(string command, string words, float wrong) =>
        Assert.Contains(words, Refused(Command(command, Weights(1, wrong))), StringComparison.Ordinal);

    [Theory]
    [InlineData("eval", "cannot be evaluated on data, test: y is ")]
    [InlineData("decompose", "is not written: 'head.eigen.values' would be ")]
    [InlineData("truncate", "is not written: 'head.weight' would be ")]
    [InlineData("report", "cannot be evaluated on data, test: y is ")]
    public void WeightsNearTheEnd_GiveNoResultInSilence(string command, string words)
    {
        Assert.Contains(words, Refused(Command(command, Weights(1e30f))), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(bench.Path, "out.*"));
    }

    [Fact]
    public void InputThatOverflows_GivesNoOutput()
    {
        var input = Tensors(bench["large.safetensors"], [2, 2, 2, 3], element => element == 20 ? 1e25f : 1);

        var errors = Refused("run", Program(), "--weights", Weights(1), "--input", input, "--output", bench["out.safetensors"]);

        Assert.Contains("out.safetensors is not written: 'output' would be ", errors, StringComparison.Ordinal);
        Assert.Contains(" at [1, 0]", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["out.safetensors"]));
    }

    [Fact]
    public void InputThatIsNotFinite_IsNamed()
    {
        var input = Tensors(bench["nan.safetensors"], [2, 2, 2, 3], element => element == 20 ? float.NaN : 1);

        Assert.Contains("nan.safetensors: 'input' holds NaN at [1, 0, 2] of sample 1", Refused("run", Program(), "--weights", Weights(1), "--input", input, "--output", bench["out.safetensors"]), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherAxes_AreRefused_AndFlatOnesAreTaken()
    {
        var shaped = Run(Tensors(bench["shaped.safetensors"], [2, 2, 2, 3], element => element / 10f));
        var flat = Run(Tensors(bench["flat.safetensors"], [2, 12], element => element / 10f));
        var other = Refused("run", Program(), "--weights", Weights(1), "--input", Tensors(bench["other.safetensors"], [1, 3, 2, 2], element => element), "--output", bench["out.safetensors"]);

        Assert.Equal(shaped, flat);
        Assert.Contains("'input' is [1, 3, 2, 2], and image of Strip takes [N, 2, 2, 3]", other, StringComparison.Ordinal);
    }

    [Fact]
    public void Similarity_WithAModelThatIsZero_IsNoResult() =>
        Assert.Contains("Nothing can be like a model that is zero", Refused("similarity", Weights(0), Weights(1)), StringComparison.Ordinal);

    private string[] Command(string name, string weights)
    {
        var (program, data) = (Program(), Data("data", null));
        return name switch
        {
            "eval" => ["eval", program, "--weights", weights, "--data", data],
            "truncate" => ["truncate", program, "--weights", weights, "--keep", "2", "--out", bench["out.safetensors"]],
            "report" => ["report", program, "--weights", weights, "--data", data, "--out", bench["out.html"]],
            _ => [name, program, "--weights", weights, "--out", bench["out.spectra.safetensors"]],
        };
    }

    private float[] Run(string input)
    {
        var output = bench[$"{Guid.NewGuid():N}.safetensors"];
        var result = bench.Run("run", Program(), "--weights", Weights(1), "--input", input, "--output", output);
        Assert.True(result.ExitCode == 0, result.Errors);
        using var file = SafeTensorsFile.Open(output);
        return file.ReadFloats("output");
    }

    private string Refused(params string[] line)
    {
        var result = bench.Run(line);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: ", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.Errors.Count(character => character == '\n'));
        return result.Errors;
    }

    private string Program()
    {
        var file = bench["strip.bmlp"];
        File.WriteAllText(file, """
            model Strip(image: f32[2, 2, 3]) -> y: f32[2] {
              body = bilinear(4)
              head = linear(2)
              return image |> flatten |> body |> head
            }

            train Strip {
              loss  mean_squared_error
              batch 4
            }

            decompose Strip {
              eigen head
            }
            """);
        return file;
    }

    // Weights that Bilinear wrote, all of them scaled by a factor; one is replaced.
    private string Weights(float scale, float? wrong = null)
    {
        var trained = bench["strip.safetensors"];
        if (!File.Exists(trained))
        {
            var result = bench.Run("train", Program(), "--data", Data("data", null), "--epochs", "1", "--out", trained);
            Assert.True(result.ExitCode == 0, result.Errors);
        }

        using var file = SafeTensorsFile.Open(trained);
        var head = Array.ConvertAll(file.ReadFloats("head.weight"), value => value * scale);
        if (wrong is { } value)
            head[7] = value;
        return new RawTensors(file.Metadata)
            .Add("body.weight", "F32", [8, Length], Array.ConvertAll(file.ReadFloats("body.weight"), value => value * scale))
            .Add("head.weight", "F32", [2, 4], head)
            .Write(bench[$"{scale} {wrong}.safetensors"]);
    }

    private string Data(string name, (string Part, string Tensor, int Sample, float Value)? wrong)
    {
        var folder = Directory.CreateDirectory(bench[wrong is { } bad ? $"{name} {bad}" : name]).FullName;
        foreach (var part in new[] { "train", "test" })
        {
            var random = new Random(1);
            var input = Enumerable.Range(0, Samples * Length).Select(_ => random.NextSingle()).ToArray();
            var target = Enumerable.Range(0, Samples * 2).Select(_ => random.NextSingle()).ToArray();
            if (wrong is { } place && place.Part == part)
                (place.Tensor == "input" ? input : target)[place.Tensor == "input" ? (place.Sample * Length) + 7 : (place.Sample * 2) + 1] = place.Value;
            new RawTensors().Add("input", "F32", [Samples, 2, 2, 3], input).Add("target", "F32", [Samples, 2], target).Write(Path.Combine(folder, $"{part}.safetensors"));
        }

        return folder;
    }

    private static string Tensors(string path, int[] shape, Func<int, float> value) =>
        new RawTensors().Add("input", "F32", shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(value)]).Write(path);
}
