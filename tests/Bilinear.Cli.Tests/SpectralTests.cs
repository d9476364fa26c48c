using System.Globalization;
using System.Text.RegularExpressions;
using Bilinear.Serialization;

namespace Bilinear.Cli.Tests;

/// <summary>What is read from weights: <c>decompose</c>, <c>report</c>, <c>truncate</c>, <c>similarity</c>.</summary>
public sealed class SpectralTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Stack = """
        model Stack(image: f32[8, 8]) -> digit: f32[10] {
          embed  = linear(12, bias: true)
          first  = bilinear(12, bias: true)
          second = bilinear(12, bias: true)
          head   = linear(10, bias: true)

          return image |> flatten |> embed |> first |> second |> head
        }

        decompose Stack {
          tree head {
            branch 3
            budget 100
          }
        }

        """;

    [Fact]
    public void Decompose_WritesTheBlock_AndASecondTimeTheSame()
    {
        var path = bench["digits.spectra.safetensors"];

        AssertWrites(path, Outcome("decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", path));
        var first = File.ReadAllBytes(path);
        AssertWrites(path, Outcome("decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", path));
        Assert.Equal(first, File.ReadAllBytes(path));
        AssertWrites(path, Outcome("decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", path, "--no-cache"));
        Assert.Equal(first, File.ReadAllBytes(path));

        using var file = SafeTensorsFile.Open(path);
        Assert.Equal([10, 8, 64], file.Tensors["head.eigen.pictures"].Shape);
        Assert.Equal("Digits", file.Metadata["model"]);
    }

    [Fact]
    public void WithoutADecomposeBlock_OneOfTheModelsOwnLayersIsNamed()
    {
        var program = bench["silent.bmlp"];
        File.WriteAllText(program, """
            model Silent(x: f32[8, 8]) -> y: f32[10] {
              first = linear(8)
              mix   = bilinear(8)
              last  = linear(10)

              return x |> flatten |> first |> mix |> last
            }

            """);
        var weights = bench["silent.safetensors"];
        Assert.Equal(0, bench.Run("train", program, "--data", "digits", "--epochs", "1", "--out", weights).ExitCode);

        foreach (var command in (string[][])[["decompose", program, "--weights", weights], ["truncate", program, "--weights", weights, "--keep", "2"]])
            Assert.Matches(@"^error: Silent has no `decompose` block, .* add one, such as `decompose Silent \{ eigen last \}`\.\n$", bench.Run([.. command, "--out", bench["never"]]).Errors);
        Assert.Contains("such as `decompose Silent { eigen last }`, to the program", bench.Run("similarity", weights, weights).Errors, StringComparison.Ordinal);
        File.AppendAllText(program, "\ndecompose Silent { eigen last }\n");
        Assert.Equal(0, bench.Run("truncate", program, "--weights", weights, "--keep", "2", "--out", bench["loud.safetensors"]).ExitCode);
    }

    [Fact]
    public void TheProgramOfATruncation_IsLaidOut()
    {
        Assert.Equal(0, bench.Run("truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--keep", "2", "--out", bench["laid.safetensors"]).ExitCode);

        Assert.Equal((0, ""), (bench.Run("fmt", "--check", bench["laid.bmlp"]) is var result ? result.ExitCode : -1, result.Output));
        Assert.Contains("\n  batch     128\n", File.ReadAllText(bench["laid.bmlp"]), StringComparison.Ordinal);
    }

    [Fact]
    public void NoCache_KeepsNothing()
    {
        var cache = bench["another.cache"];

        var result = Bmlp.Run(
            ["decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", bench["uncached.safetensors"], "--no-cache"],
            bench.Environment(("XDG_CACHE_HOME", cache)));

        Assert.Equal(0, result.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(cache, "bilinear", "decompositions")));
    }

    [Fact]
    public void Decompose_WithoutTheDataThatItNeeds_SaysSo()
    {
        var (code, output, errors) = Outcome("decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--out", bench["never.safetensors"]);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("give it some with --data", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["never.safetensors"]));
    }

    [Fact]
    public void Report_IsOnePageThatNeedsNothingElse_AndItsFiguresAreFiles()
    {
        var (path, figures) = (bench["digits.html"], bench["digits.figures"]);
        string[] report = ["report", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out"];

        var (code, output, errors) = Outcome([.. report, path, "--figures", figures]);
        Assert.Equal((0, ""), (code, output));
        Assert.Matches($@"^wrote {Regex.Escape(figures)}\nwrote {Regex.Escape(path)} \([\d.]+ [KM]B\)\n$", errors);
        Assert.Equal("number,eigenvalue,shown", File.ReadLines(Path.Combine(figures, "head.0.spectrum.csv")).First());
        Assert.StartsWith("<svg ", File.ReadAllText(Path.Combine(figures, "head.9.spectrum.svg")), StringComparison.Ordinal);

        (code, _, errors) = Outcome([.. report, Path.Combine(figures, "page.html"), "--figures", figures]);
        Assert.Equal(1, code);
        Assert.Matches("--out .*page.html lies in --figures .*, which is written as a whole", errors);
        File.WriteAllText(Path.Combine(figures, "notes.txt"), "mine");
        Assert.Matches("holds other files, such as 'notes.txt'", Outcome([.. report, bench["never.html"], "--figures", figures]).Errors);
        Assert.Equal((true, false), (File.Exists(Path.Combine(figures, "notes.txt")), File.Exists(bench["never.html"])));

        var page = File.ReadAllText(path);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Equal(10, Regex.Matches(page, "<section id=\"output-").Count);
        Assert.Matches(@"\d\d\.\d\d % ?</strong>", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", page);
        Assert.Contains("11 of the 64 pixels hardly vary in “digits, train” and are faded to grey", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_SaysWhatItDoes()
    {
        // With nothing in the cache and nothing compiled ahead, so that it is sure to take its time.
        var result = Bmlp.Run(
            ["report", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", bench["slow.html"]],
            bench.Environment(("XDG_CACHE_HOME", bench["empty.cache"]), ("DOTNET_ReadyToRun", "0")));

        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.Progress);
        Assert.All(result.Progress, line => Assert.Matches(@"^… (compiling Digits|reading digits|decomposing Digits|evaluating on digits, test|comparing with the forward pass|drawing the report)", line));
    }

    [Fact]
    public void Report_OfATreeAlone_DrawsIt()
    {
        var (program, weights, path) = (bench["stack.bmlp"], bench["stack.safetensors"], bench["stack.html"]);
        File.WriteAllText(program, Stack);
        Assert.Equal(0, Outcome("train", program, "--data", "digits", "--epochs", "2", "--out", weights).Code);

        AssertWrites(path, Outcome("report", program, "--weights", weights, "--data", "digits", "--out", path));

        var page = File.ReadAllText(path);
        Assert.Equal(10, Regex.Matches(page, "<svg class=\"tree\"").Count);
        Assert.Contains("which it has not seen, R² =", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", page);
    }

    [Fact]
    public void Truncate_WritesAModelLikeAnyOther()
    {
        var weights = bench["top8.safetensors"];

        var (code, output, errors) = Outcome("truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--keep", "8", "--out", weights);

        Assert.Equal(0, code);
        Assert.Matches(@"^wrote .*top8\.safetensors \(\d.* KB\)\nwrote .*top8\.bmlp \(\d+ bytes\)\n$", errors);
        var figures = output.TrimEnd().Split('\n').Select(line => line.Split(' ')).ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture));
        Assert.True(figures["largest_error"] <= figures["certified_error"] && figures["certified_error"] <= figures["loose_error"], output);
        var program = bench["top8.bmlp"];
        var evaluated = Outcome("eval", program, "--weights", weights, "--data", "digits").Output;
        Assert.StartsWith($"accuracy {figures["accuracy"].ToString("F4", CultureInfo.InvariantCulture)}\n", evaluated, StringComparison.Ordinal);
        Assert.Equal(0, Outcome("decompose", program, "--weights", weights, "--out", bench["top8.spectra.safetensors"]).Code);
        Assert.Equal(0, Outcome("report", program, "--weights", weights, "--data", "digits", "--out", bench["top8.html"]).Code);
        Assert.Matches(@"^frobenius 0\.9\d{3}\ngaussian 0\.9\d{3}\n", Outcome("similarity", bench.DigitsWeights, weights).Output);
    }

    [Theory]
    [InlineData("has 64 eigenvectors", "--keep", "65")]
    [InlineData("has 64 eigenvectors", "--keep", "2000000000")]
    [InlineData("give it some with --data", "--keep", "8", "--rule", "mean_activation")]
    public void Truncate_RefusesWhatCannotBe(string words, params string[] options)
    {
        var (code, output, errors) = Outcome(["truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--out", bench["never.safetensors"], .. options]);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Similarity_OfAModelWithItself_IsOne()
    {
        var (code, output, _) = Outcome("similarity", bench.DigitsWeights, bench.DigitsWeights, "--keep", "2");

        Assert.Equal((0, "frobenius 1.0000\ngaussian 1.0000\npositive_1 1.0000\npositive_2 1.0000\nnegative_1 1.0000\nnegative_2 1.0000\n"), (code, output));
    }

    [Fact]
    public void Similarity_OfAnOutputThatIsNotThere_SaysWhichAre()
    {
        var (code, output, errors) = Outcome("similarity", bench.DigitsWeights, bench.DigitsWeights, "--output", "62");

        Assert.Equal((1, "", "error: There is no output 62: the models have 10, 0 … 9.\n"), (code, output, errors));
    }

    [Fact]
    public void Similarity_OfThreeModels_NamesEachPair()
    {
        var other = bench["other.safetensors"];
        Assert.Equal(0, Outcome("train", Workbench.Digits, "--data", "digits", "--epochs", "2", "--seed", "7", "--out", other).Code);

        var (code, output, _) = Outcome("similarity", bench.DigitsWeights, other, bench.DigitsWeights, "--output", "3");

        Assert.Equal(0, code);
        Assert.Equal(6, output.Split('\n').Count(line => line.EndsWith(".safetensors", StringComparison.Ordinal)));
        Assert.Contains($"frobenius 1.0000  {bench.DigitsWeights} {bench.DigitsWeights}\n", output, StringComparison.Ordinal);
    }

    private static void AssertWrites(string path, (int Code, string Output, string Errors) outcome)
    {
        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
        Assert.Matches($@"^wrote {Regex.Escape(path)} \([\d.]+ [KM]B\)\n$", outcome.Errors);
    }

    private (int Code, string Output, string Errors) Outcome(params string[] arguments)
    {
        var result = bench.Run(arguments);
        return (result.ExitCode, result.Output, result.Errors);
    }
}
