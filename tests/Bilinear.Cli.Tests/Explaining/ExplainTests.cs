using System.Text.Json;
using System.Text.RegularExpressions;
using Bilinear.Data;
using Bilinear.Serialization;

namespace Bilinear.Cli.Tests.Explaining;

/// <summary><c>bmlp explain</c>: one sample taken apart.</summary>
public sealed class ExplainTests(Workbench bench) : IClassFixture<Workbench>
{
    private const int Sample = 17;

    [Fact]
    public void TheTerms_AddUpToWhatTheModelComputes()
    {
        var logits = Logits(Sample);

        var explained = Json("--top", "10");

        Assert.Equal(logits.Select(logit => (double)logit), Numbers(explained, "outputs"));
        Assert.Equal(DataSet.Digits().Test.Labels[Sample], explained.GetProperty("label").GetInt32());
        Assert.Equal(Array.IndexOf(logits, logits.Max()), explained.GetProperty("answer").GetInt32());
        Assert.InRange(explained.GetProperty("error").GetDouble(), 0, 2e-5);
        var parts = explained.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(logits.Index().OrderByDescending(each => each.Item).Select(each => each.Index), parts.Select(part => part.GetProperty("class").GetInt32()));
        Assert.All(parts, part => Assert.Equal(logits[part.GetProperty("class").GetInt32()], Sum(part), 2e-5 * logits.Max(MathF.Abs)));
    }

    [Fact]
    public void ADifference_HasEigenvectorsOfItsOwn()
    {
        var logits = Logits(Sample);

        var part = Assert.Single(Json("--class", "3", "--against", "5", "--keep", "2").GetProperty("parts").EnumerateArray());

        Assert.Equal(("3 - 5", 3), (part.GetProperty("name").GetString(), part.GetProperty("class").GetInt32()));
        Assert.Equal(logits[3] - logits[5], Sum(part), 2e-5 * logits.Max(MathF.Abs));
        Assert.Equal((4, 60), (part.GetProperty("terms").GetArrayLength(), part.GetProperty("others_for").GetProperty("count").GetInt32() + part.GetProperty("others_against").GetProperty("count").GetInt32()));
        var text = Run("--class", "3", "--against", "5").Output;
        Assert.Contains("\n3 - 5: difference of the logits ", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  \d+ others for 3 +\+.*\n  \d+ others for 5 +-", text);
    }

    [Fact]
    public void WithoutATerm_TheProbabilityIsThatOfTheOtherLogits()
    {
        var explained = Json("--class", "4", "--keep", "3");
        var logits = Numbers(explained, "outputs");

        foreach (var term in explained.GetProperty("parts")[0].GetProperty("terms").EnumerateArray())
        {
            double[] changed = [.. logits];
            changed[4] -= term.GetProperty("term").GetDouble();
            var without = term.GetProperty("without");
            Assert.Equal(Math.Exp(changed[4]) / changed.Sum(Math.Exp), without.GetProperty("probability").GetDouble(), 1e-9);
            Assert.Equal(Array.IndexOf(changed, changed.Max()), without.GetProperty("answer").GetInt32());
            Assert.Equal(without.GetProperty("answer").GetInt32() != explained.GetProperty("answer").GetInt32(), without.GetProperty("flips").GetBoolean());
        }
    }

    [Fact]
    public void TextAndPage_SayWhatJsonSays()
    {
        var page = bench["why.html"];
        var part = Json("--top", "1").GetProperty("parts")[0];

        var result = Run("--top", "1", "--out", page);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches($@"^wrote {Regex.Escape(page)} \([\d.]+ KB\)\n$", result.Errors);
        Assert.Matches(@"^sample 17 of digits, test: label \d, answer \d with probability (> )?[01]\.\d{4}\n\ndigit \d: logit ", result.Output);
        var html = File.ReadAllText(page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", html);
        foreach (var term in part.GetProperty("terms").EnumerateArray())
        {
            var pair = term.GetProperty("pair").GetInt32();
            var row = Regex.Match(result.Output, $@"^  pair {pair} +(?<term>[+-][\d.]+)", RegexOptions.Multiline);
            Assert.Equal(term.GetProperty("term").GetDouble(), double.Parse(row.Groups["term"].Value, System.Globalization.CultureInfo.InvariantCulture), 0.01);
            Assert.Contains($"λ(v·h)², pair {pair}<", html, StringComparison.Ordinal);
        }

        Assert.Contains("every sum is the forward pass's to ", result.Output, StringComparison.Ordinal);
        Assert.Contains("counted from 0, by mean activation on digits, train", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OnOtherDataThanThoseOfTraining_ItIsSaidThatPairsHaveOtherNumbers()
    {
        var folder = Directory.CreateDirectory(bench["others"]).FullName;
        foreach (var part in new[] { "train", "test" })
            new RawTensors().Add("input", "F32", [20, 8, 8], [.. Enumerable.Range(0, 20 * 64).Select(index => MathF.Abs(MathF.Sin(index)))]).Add("target", "I64", [20], new long[20]).Write(Path.Combine(folder, $"{part}.safetensors"));

        var explained = bench.Run("explain", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", folder, "--sample", "3");
        var ablated = bench.Run("study", "ablate", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", folder, "--class", "3");

        const string Note = "note: pairs are numbered by mean activation on others, train, and the weights were trained on digits, train, on which the same eigenvectors have other numbers.\n";
        Assert.Equal((0, Note, 0, Note), (explained.ExitCode, explained.Errors, ablated.ExitCode, ablated.Errors));
        Assert.Equal("", Run().Errors);
    }

    [Fact]
    public void OnATerminal_ThereArePictures()
    {
        var (code, shown) = Bmlp.RunOnTerminal(
            $"explain {Workbench.Digits} --weights {bench.DigitsWeights} --data digits --sample {Sample} --top 1", bench.Environment(("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", null)));

        Assert.Equal(0, code);
        Assert.Contains("▀", shown, StringComparison.Ordinal);
        Assert.Contains("digit ", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--sample 360: digits, test has 360 samples, 0 … 359.", "--sample", "360")]
    [InlineData(1, "--class 10: digit has 10 classes, 0 … 9.", "--sample", "0", "--class", "10")]
    [InlineData(1, "--against 12: digit has 10 classes, 0 … 9.", "--sample", "0", "--class", "1", "--against", "12")]
    [InlineData(1, "--port odd: Digits has no such output.", "--sample", "0", "--port", "odd")]
    [InlineData(2, "--class and --against are both 3: a class does not differ from itself, so name another one.", "--sample", "0", "--class", "3", "--against", "3")]
    [InlineData(2, "--class and --against are both ' 3 \"': a class does not differ", "--sample", "0", "--class", " 3 \"", "--against", " 3 \"")]
    [InlineData(2, "--position takes a whole number, and was given `abc`.", "--sample", "0", "--position", "abc")]
    [InlineData(2, "--against 5 is the other class of a difference: name the first too, as in --class 3 --against 5.", "--sample", "0", "--against", "5")]
    [InlineData(2, "--class names what is explained, and --top says how many of the most probable classes are: give one of the two.", "--sample", "0", "--class", "3", "--top", "2")]
    [InlineData(2, "--sample takes a whole number from 0 to 2147483647, and was given `-1`.", "--sample", "-1")]
    [InlineData(2, "There is no part `tset`: it is train or test. Did you mean `test`?", "--sample", "0", "--part", "tset")]
    [InlineData(2, "bmlp explain needs --sample N, or --text TEXT of a model of texts.")]
    [InlineData(2, "--text needs the tokenizer that the model was trained with: --tokenizer FILE.", "--text", "Once")]
    [InlineData(2, "--position is about models of texts: leave it out, or give --text in place of --data.", "--sample", "0", "--position", "-1")]
    [InlineData(2, "--text gives a text to explain, and --data is about samples of data: leave it out, or the text.", "--text", "Once", "--tokenizer", "t.json")]
    public void WhatCannotBe_IsASentence_AndNothingIsWritten(int code, string sentence, params string[] options)
    {
        var page = bench["never.html"];

        var result = bench.Run(["explain", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", page, .. options]);

        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(page));
    }

    [Fact]
    public void AnOutputThatIsAnInput_IsRefused()
    {
        var result = Run("--out", bench.DigitsWeights);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("--out", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void BehindOtherBilinearLayers_TheTermsAreThoseOfTheLastOne()
    {
        var (program, weights) = Trained("Stack", "first = bilinear(12, bias: true)", "embed |> first |> body |> head", "eigen head");

        var result = bench.Run("explain", program, "--weights", weights, "--data", "digits", "--sample", "3", "--json");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("note: Exact in the input of `body`; the layers before it are not part of it.\n", result.Errors);
        Assert.InRange(JsonDocument.Parse(result.Output).RootElement.GetProperty("error").GetDouble(), 0, 2e-5);
    }

    [Theory]
    [InlineData("Before", "embed |> norm |> body |> head", "computes what goes into the decomposed layer from linear and bilinear layers only, and in Before others stand before `head`, such as a norm. Exact in the input of `body`;")]
    [InlineData("Within", "embed |> body |> norm |> head", "Exact before `norm`, which divides all outputs of a sample by one positive number")]
    [InlineData("Behind", "embed |> body |> head |> norm", "What stands behind `head` is not part of it.")]
    public void AroundANorm_ItIsSaidWhatIsExact(string name, string flow, string sentence)
    {
        var (program, weights) = Trained(name, "norm = rmsnorm()", flow, "eigen head");

        var explained = bench.Run("explain", program, "--weights", weights, "--data", "digits", "--sample", "3", "--out", bench["norm.html"]);
        var ablated = bench.Run("study", "ablate", program, "--weights", weights, "--data", "digits", "--out", bench["norm.html"]);

        Assert.Equal((1, ""), (explained.ExitCode, explained.Output));
        Assert.Equal((1, "", explained.Errors.Replace("`bmlp explain`", "`bmlp study ablate`", StringComparison.Ordinal)), (ablated.ExitCode, ablated.Output, ablated.Errors));
        Assert.Contains("`bmlp study ablate`", ablated.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, explained.Errors, StringComparison.Ordinal);
        Assert.Contains("`bmlp report` shows what is exact.", explained.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["norm.html"]));
    }

    private BmlpResult Run(params string[] options) => bench.Run(["explain", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--sample", $"{Sample}", .. options]);

    private JsonElement Json(params string[] options)
    {
        var result = Run([.. options, "--json"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private static double Sum(JsonElement part) =>
        part.GetProperty("terms").EnumerateArray().Sum(term => term.GetProperty("term").GetDouble()) + part.GetProperty("others_for").GetProperty("sum").GetDouble() + part.GetProperty("others_against").GetProperty("sum").GetDouble() + part.GetProperty("linear").GetDouble() + part.GetProperty("constant").GetDouble();

    private static double[] Numbers(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    /// <summary>As <c>bmlp run</c> computes them.</summary>
    private float[] Logits(int sample)
    {
        var input = new float[64];
        DataSet.Digits().Test.CopyInputs(sample, input);
        var (images, answers) = (bench["sample.safetensors"], bench["logits.safetensors"]);
        new RawTensors().Add("input", "F32", [1, 8, 8], input).Write(images);
        Assert.Equal(0, bench.Run("run", Workbench.Digits, "--weights", bench.DigitsWeights, "--input", images, "--output", answers).ExitCode);
        using var file = SafeTensorsFile.Open(answers);
        return file.ReadFloats("output");
    }

    private (string Program, string Weights) Trained(string name, string layer, string flow, string entry)
    {
        var (program, weights) = (bench[$"{name}.bmlp"], bench[$"{name}.safetensors"]);
        File.WriteAllText(program, $$"""
            model {{name}}(image: f32[8, 8]) -> digit: f32[10] {
              embed = linear(12, bias: true)
              {{layer}}
              body = bilinear(12, bias: true)
              head = linear(10, bias: true)
              return image |> flatten |> {{flow}}
            }

            decompose {{name}} {
              {{entry}}
            }
            """);
        var trained = bench.Run("train", program, "--data", "digits", "--epochs", "2", "--out", weights);
        Assert.True(trained.ExitCode == 0, trained.Errors);
        return (program, weights);
    }
}
