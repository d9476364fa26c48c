using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests;

/// <summary><c>study masks</c>.</summary>
public sealed class StudyMasksTests(Workbench bench) : IClassFixture<Workbench>
{
    [Theory, InlineData("input"), InlineData("latent")]
    public void AStudy_IsAPageAndItsNumbers(string basis)
    {
        var path = bench[$"{basis}.html"];

        var result = Study("--keep", "2", "--basis", basis, "--out", path);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches($@"^wrote .*{basis}\.html \(.*\)\nnote: 20 masks of 64 pixels on digits, test\n$", result.Errors);
        var evaluation = bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits").Output;
        Assert.Equal(Number(evaluation, "accuracy"), Number(result.Output, "accuracy"), 1e-4);
        Assert.Equal(1 + (12 * 4 * 2), result.Output.TrimEnd().Split('\n').Length);
        Assert.True(Number(result.Output, "masked_0.300") < Number(result.Output, "masked_0.100"));
        Assert.InRange(Number(result.Output, "masked_0.300_margin"), 1e-4, 0.5);
        var page = File.ReadAllText(path);
        Assert.Equal(20, Regex.Matches(page, "<li class=\"card\">").Count);
        Assert.Equal(2, Regex.Matches(page, "<svg class=\"chart\"").Count);
        Assert.Matches("SHA-256 [0-9a-f]{64}</td>", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", page);
    }

    [Fact]
    public void ADarkEdge_AndAnotherPartAndSeed_AreOtherNumbers()
    {
        var (whole, edge) = (Study("--keep", "1", "--out", bench["whole.html"]), Study("--keep", "1", "--mean-below", "0.3", "--out", bench["edge.html"]));
        var (train, seed) = (Study("--keep", "1", "--part", "train", "--out", bench["train.html"]), Study("--keep", "1", "--seed", "1", "--out", bench["seed.html"]));

        Assert.Matches(@"note: 10 masks of [2-4]\d pixels on digits, test\n", edge.Errors);
        Assert.Contains("on digits, train\n", train.Errors, StringComparison.Ordinal);
        Assert.All(new[] { edge, train, seed }, other => Assert.NotEqual(whole.Output, other.Output));
        Assert.Equal(Number(whole.Output, "masked_0.300"), Number(seed.Output, "masked_0.300"));
        Assert.Contains("those whose mean is below 0.3", File.ReadAllText(bench["edge.html"]), StringComparison.Ordinal);
    }

    /// <summary>A card is of a sample that its mask turns into its output, and says of how many samples it makes that; the page's share is the mean of them.</summary>
    [Fact]
    public void ACard_ShowsASampleThatTheMaskTurns()
    {
        var output = Study("--keep", "1", "--out", bench["cards.html"]).Output;

        var page = File.ReadAllText(bench["cards.html"]);
        var cards = Regex.Matches(page, @"<li class=""card"">.*?</li>").Select(card => card.Value).ToList();
        Assert.Equal(10, cards.Count);
        var samples = new HashSet<string>();
        foreach (var card in cards)
        {
            var target = Regex.Match(card, @"<dt>largest positive λ</dt>.*<dt>taken for (\d)</dt><dd>(?!0\.00)").Groups[1].Value;
            var sample = Regex.Match(card, @"<figcaption>digit (\d): the answer is \1</figcaption>").Groups[1].Value;
            Assert.NotEqual(target, sample);
            Assert.Contains($"<figcaption>with the mask at 0.3: {target}</figcaption>", card, StringComparison.Ordinal);
            Assert.Matches(@"<figcaption>with it permuted: \d</figcaption>", card);
            samples.Add(Regex.Match(card, @"Sample (\d+) of digits").Groups[1].Value);
        }

        Assert.True(samples.Count > 1);
        var shares = Regex.Matches(page, @"<dt>taken for \d</dt><dd>([\d.]+) %").Select(share => double.Parse(share.Groups[1].Value, CultureInfo.InvariantCulture) / 100);
        Assert.Equal(Number(output, "masked_taken_0.300"), shares.Average(), 2e-4);
    }

    [Fact]
    public void Json_HasTheNumbersOfTheText()
    {
        var (text, json) = (Study("--keep", "1", "--out", bench["text.html"]).Output, JsonNode.Parse(Study("--keep", "1", "--out", bench["json.html"], "--json").Output)!);

        Assert.Equal(("Digits", "digits, test", 10, 64, 12), ((string?)json["model"], (string?)json["data"], (int)json["masks"]!, (int)json["pixels"]!, json["points"]!.AsArray().Count));
        Assert.Equal(Number(text, "accuracy"), (double)json["accuracy"]!, 1e-4);
        foreach (var point in json["points"]!.AsArray())
        {
            var at = ((double)point!["strength"]!).ToString("0.000", CultureInfo.InvariantCulture);
            Assert.All(new[] { "masked", "permuted", "masked_taken", "permuted_taken" }, name =>
            {
                Assert.Equal(Number(text, $"{name}_{at}"), (double)point[name]!, 1e-4);
                Assert.Equal(Number(text, $"{name}_{at}_margin"), (double)point[$"{name}_margin"]!, 1e-4);
            });
        }
    }

    [Theory]
    [InlineData(1, "100 eigenvectors, 10 of each output, cannot be told apart in 64 pixels: keep 6 of each or fewer.")]
    [InlineData(1, "No pixel of digits, train has a mean below -1, the smallest is 0: give a larger number.", "--keep", "2", "--mean-below", "-1")]
    [InlineData(1, "20 eigenvectors, 2 of each output, cannot be told apart in 10 pixels: keep 1 of each or fewer.", "--keep", "2", "--mean-below", "0.001")]
    [InlineData(1, "--masks 3: an output has one mask for each eigenvector", "--keep", "2", "--masks", "3")]
    [InlineData(2, "--keep takes a whole number from 1", "--keep", "0")]
    [InlineData(2, "--mean-below takes a number, such as 0.01, and was given `low`", "--mean-below", "low")]
    [InlineData(2, "There is no basis `pixel`: it is latent or input", "--basis", "pixel")]
    public void WhatCannotBeMade_IsRefusedInASentence(int code, string words, params string[] options)
    {
        var result = Study([.. options, "--out", bench["never.html"]]);

        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: {words}", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["never.html"]));
    }

    private BmlpResult Study(params string[] options) => bench.Run(["study", "masks", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", .. options]);

    private static double Number(string output, string name) =>
        double.Parse(Regex.Match(output, $@"^{Regex.Escape(name)} (\S+)$", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
