using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests.Explaining;

/// <summary><c>bmlp study ablate</c>: what the model is without some of its eigenvectors.</summary>
public sealed class AblateTests(Workbench bench) : IClassFixture<Workbench>
{
    [Fact]
    public void OnlyTheLeadingOnes_IsTheTruncatedModel()
    {
        var small = bench["top3.safetensors"];
        Assert.Equal(0, bench.Run("truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--keep", "3", "--rule", "mean_activation", "--out", small).ExitCode);
        var evaluated = bench.Run("eval", bench["top3.bmlp"], "--weights", small, "--data", "digits").Output;

        var point = Json("--only", "--top", "3").GetProperty("together")[2];

        Assert.Equal(evaluated, Scores(point));
    }

    [Fact]
    public void TheWholeModel_IsWhatEvalSays()
    {
        var evaluated = bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits").Output;

        var study = Json("--class", "3", "--pairs", "1,0");

        Assert.Equal(evaluated, Scores(study.GetProperty("whole")));
        Assert.Equal("[1] [0] [1,0]", string.Join(' ', study.GetProperty("single").EnumerateArray().Select(point => point.GetProperty("pairs").GetRawText()).Append(study.GetProperty("together")[1].GetProperty("pairs").GetRawText())));
        var classes = study.GetProperty("single")[0].GetProperty("class_accuracies").EnumerateArray().Select(value => value.GetDouble());
        var samples = study.GetProperty("class_samples").EnumerateArray().Select(value => value.GetDouble()).ToList();
        Assert.Equal(360, samples.Sum());
        Assert.Equal(study.GetProperty("single")[0].GetProperty("accuracy").GetDouble(), classes.Zip(samples, (accuracy, count) => accuracy * count).Sum() / 360, 1e-12);
    }

    [Fact]
    public void TextAndPage_SayWhatJsonSays()
    {
        var page = bench["ablated.html"];
        var study = Json("--class", "4", "--against", "9", "--top", "3");

        var result = Run("--class", "4", "--against", "9", "--top", "3", "--out", page);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches($@"^wrote {Regex.Escape(page)} \([\d.]+ KB\)\n$", result.Errors);
        Assert.Contains("4 - 9 without these, one at a time (Δ is from the whole model):\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("4 - 9 without these, together (Δ is from the whole model):\n", result.Output, StringComparison.Ordinal);
        var html = File.ReadAllText(page);
        Assert.Contains("<polyline", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", html);
        foreach (var point in study.GetProperty("single").EnumerateArray())
        {
            var (pair, accuracy) = (point.GetProperty("pairs")[0].GetInt32(), point.GetProperty("accuracy").GetDouble());
            Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"(?m)^  pair {pair} .* {accuracy:F4} "), result.Output);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{accuracy:0.00 %}<"), html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhereNothingIsLeft_NoSampleIsDecided()
    {
        var left = Json("--top", "64").GetProperty("together")[63];
        var text = Run("--top", "64").Output;

        Assert.Equal((0, 0, 1), (left.GetProperty("accuracy").GetDouble(), left.GetProperty("agreement").GetDouble(), left.GetProperty("undecided").GetDouble()));
        Assert.Matches(@"\n  \+ pair 63 +0\.0000 +-0\.\d{4} +2\.3026 +\+\d\.\d+ +100\.0 % +100\.0 %  ", text);
        Assert.DoesNotContain("undecided", Run("--top", "2").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--pairs 64: an output of Digits has 64 eigenvectors, 0 … 63.", "--class", "3", "--pairs", "0,64")]
    [InlineData(1, "--class 10: digit has 10 classes, 0 … 9.", "--class", "10")]
    [InlineData(2, "--pairs takes whole numbers from 0 with commas between them, as 0,2, and was given `two`.", "--class", "3", "--pairs", "0,two")]
    [InlineData(2, "--pairs takes whole numbers from 0 with commas between them, as 0,2, and was given nothing where one belongs.", "--class", "3", "--pairs", "0,")]
    [InlineData(2, "--pairs names 2 twice: name each once.", "--class", "3", "--pairs", "2,0,2")]
    [InlineData(2, "give one of the two.", "--class", "3", "--pairs", "2", "--top", "3")]
    [InlineData(2, "a class does not differ from itself", "--class", "3", "--against", "3")]
    [InlineData(2, "--against 3 is the other class of a difference: name the first too, as in --class 5 --against 3.", "--against", "3")]
    public void WhatCannotBe_IsASentence_AndNothingIsWritten(int code, string sentence, params string[] options)
    {
        var page = bench["never.html"];

        var result = Run([.. options, "--out", page]);

        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(page));
    }

    [Fact]
    public void WeightsOfAnotherModel_AreRefused()
    {
        var program = bench["other.bmlp"];
        File.WriteAllText(program, File.ReadAllText(Workbench.Digits).Replace("bilinear(64)", "bilinear(32)", StringComparison.Ordinal));

        var result = bench.Run("study", "ablate", program, "--weights", bench.DigitsWeights, "--data", "digits", "--class", "3");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("error: ", result.Errors, StringComparison.Ordinal);
    }

    private BmlpResult Run(params string[] options) => bench.Run(["study", "ablate", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", .. options]);

    private JsonElement Json(params string[] options)
    {
        var result = Run([.. options, "--json"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    // As eval says them.
    private static string Scores(JsonElement point) => string.Create(CultureInfo.InvariantCulture, $"accuracy {point.GetProperty("accuracy").GetDouble():F4}\nloss {point.GetProperty("loss").GetDouble():F4}\n");
}
