using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests;

/// <summary><c>study cp</c>.</summary>
public sealed class StudyCpTests(Workbench bench) : IClassFixture<Workbench>
{
    [Fact]
    public void AFit_IsAModelLikeAnyOther()
    {
        var (weights, program) = (bench["cp.safetensors"], bench["cp.bmlp"]);

        var result = bench.Run("study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--rank", "32", "--out", weights);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^wrote .*cp\.safetensors \(.*\)\nwrote .*cp\.bmlp \(.*\)\n$", result.Errors);
        Assert.InRange(Number(result.Output, "cosine"), 0.999, 1);
        Assert.InRange(Number(result.Output, "agreement"), 0.99, 1);
        var evaluation = bench.Run("eval", program, "--weights", weights, "--data", "digits");
        Assert.Equal(Number(result.Output, "accuracy"), Number(evaluation.Output, "accuracy"), 0.003);
        Assert.Equal(Number(bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits").Output, "accuracy"), Number(result.Output, "model_accuracy"), 0.003);
        Assert.Equal(Number(result.Output, "cosine"), Number(bench.Run("similarity", bench.DigitsWeights, weights).Output, "frobenius"), 2e-4);
        Assert.Equal((0, ""), (bench.Run("fmt", "--check", program) is var formatted ? formatted.ExitCode : -1, formatted.Output));
        Assert.Equal(0, bench.Run("report", program, "--weights", weights, "--data", "digits", "--out", bench["cp.html"]).ExitCode);
        Assert.Equal(0, bench.Run("study", "cp", program, "--weights", weights, "--rank", "8", "--out", bench["cp8.safetensors"]).ExitCode);
    }

    [Fact]
    public void SeveralSeeds_AreMatched_AndTheBestIsWritten()
    {
        var result = bench.Run("study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--rank", "4", "--seeds", "3", "--seed", "5", "--out", bench["seeds.safetensors"]);

        Assert.Equal(0, result.ExitCode);
        double[] cosines = [.. new[] { 5, 6, 7 }.Select(seed => Number(result.Output, $"cosine.seed_{seed}"))];
        Assert.Equal(cosines.Max(), Number(result.Output, "cosine"));
        Assert.InRange(Number(result.Output, "matched_mean"), 0.1, 1);
        Assert.InRange(Number(result.Output, "between_fits"), 0.5, 1);
        Assert.DoesNotContain("accuracy", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_SaysHowEachFitEnded()
    {
        string[] fit = ["study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--rank", "4", "--seeds", "2", "--out", bench["json.safetensors"]];
        var (text, json) = (bench.Run(fit), JsonNode.Parse(bench.Run([.. fit, "--json"]).Output)!);

        Assert.Equal(("Digits", "DigitsCp4", 4, "digits, test"), ((string?)json["model"], (string?)json["fit"], (int)json["rank"]!, (string?)json["data"]));
        Assert.All(new[] { "cosine", "steps", "between_fits", "matched_mean", "matched_median", "matched_above_0.9", "accuracy", "model_accuracy", "agreement" },
            name => Assert.Equal(Number(text.Output, name), (double)json[name]!, 1e-4));
        Assert.Equal([0, 1], json["fits"]!.AsArray().Select(each => (int)each!["seed"]!));
        Assert.All(json["fits"]!.AsArray(), each => Assert.True((bool)each!["converged"]! && (int)each["steps"]! is > 3 and < 500));
        Assert.DoesNotContain("note:", text.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AFitThatTheLimitEnded_SaysSo()
    {
        string[] fit = ["study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--rank", "4", "--steps", "3", "--seed", "8", "--seeds", "2", "--out", bench["short.safetensors"]];
        var (text, json) = (bench.Run(fit), JsonNode.Parse(bench.Run([.. fit, "--json"]).Output)!);

        Assert.Equal(3, Number(text.Output, "steps"));
        Assert.EndsWith("\nnote: the limit of 3 steps ended the fits of the seeds 8, 9; with more --steps they come closer\n", text.Errors, StringComparison.Ordinal);
        Assert.False((bool)json["converged"]!);
    }

    [Fact]
    public void ASeed_WritesTheSameBytes_WhateverTheThreads()
    {
        byte[] Fit(string name, string threads)
        {
            Assert.Equal(0, bench.Run("study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--rank", "6", "--threads", threads, "--out", bench[name]).ExitCode);
            return File.ReadAllBytes(bench[name]);
        }

        Assert.Equal(Fit("once.safetensors", "1"), Fit("twice.safetensors", "2"));
    }

    [Theory]
    [InlineData(2, "--rank takes a whole number from 1", "--rank", "0")]
    [InlineData(1, "A rank of 65 is none for Digits: its bilinear layer has 64 units", "--rank", "65")]
    [InlineData(2, "--penalty takes a number from 0, such as 0.01", "--rank", "4", "--penalty", "-1")]
    [InlineData(1, "There are no data `nowhere`", "--rank", "4", "--data", "nowhere")]
    public void WhatCannotBeFitted_IsRefusedInASentence(int code, string words, params string[] options)
    {
        var result = bench.Run(["study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--out", bench["never.safetensors"], .. options]);

        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: {words}", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(bench.Path, "never*"));
    }

    [Fact]
    public void ModelsThatAreNoTensorOfTheirInput_AreRefused()
    {
        var (program, weights) = (bench["normed.bmlp"], bench["normed.safetensors"]);
        File.WriteAllText(program, """
            model Normed(x: f32[8, 8]) -> y: f32[10] {
              first = linear(8)
              norm  = rmsnorm()
              mix   = bilinear(8)
              last  = linear(10)

              return x |> flatten |> first |> norm |> mix |> last
            }

            decompose Normed { eigen last }

            """);
        Assert.Equal(0, bench.Run("train", program, "--data", "digits", "--epochs", "1", "--out", weights).ExitCode);

        var cp = bench.Run("study", "cp", program, "--weights", weights, "--rank", "2", "--out", bench["never.safetensors"]);
        var masks = bench.Run("study", "masks", program, "--weights", weights, "--data", "digits", "--out", bench["never.html"]);
        var other = bench.Run("study", "cp", program, "--weights", bench.DigitsWeights, "--rank", "2", "--out", bench["never.safetensors"]);

        Assert.Equal((1, 1, 1), (cp.ExitCode, masks.ExitCode, other.ExitCode));
        Assert.Matches("^error: Normed has no CP decomposition: .* Only a model of one bilinear layer between linear ones, without a norm, is one third-order tensor of its input.\n$", cp.Errors);
        Assert.Matches("^error: Normed has no masks by `last`: .*\n$", masks.Errors);
        Assert.Contains("has no model `Digits`", other.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(bench.Path, "never*"));
    }

    [Fact]
    public void OnMnist_64ComponentsAreTheModel()
    {
        var folder = Environment.GetEnvironmentVariable("BILINEAR_DATA");
        Assert.SkipWhen(folder is null, "BILINEAR_DATA is not set: it names the folder that holds mnist/.");
        var weights = bench["mnist.safetensors"];
        Assert.Equal(0, bench.Run("train", Workbench.Mnist, "--set", "hidden=100", "--epochs", "3", "--data", "mnist", "--data-dir", folder, "--out", weights).ExitCode);

        var result = bench.Run("study", "cp", Workbench.Mnist, "--weights", weights, "--data", "mnist", "--data-dir", folder, "--rank", "64", "--seeds", "3", "--out", bench["cp64.safetensors"]);

        Assert.Equal(0, result.ExitCode);
        Assert.All(Enumerable.Range(0, 3), seed => Assert.InRange(Number(result.Output, $"cosine.seed_{seed}"), 0.99, 1));
        Assert.Equal(Number(result.Output, "model_accuracy"), Number(result.Output, "accuracy"), 0.005);
        Assert.InRange(Number(result.Output, "between_fits"), 0.99, 1);
    }

    [Fact]
    public void AProgramThatWasChanged_IsNotReplaced()
    {
        string[] fit = ["study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--rank", "2", "--out", bench["mine.safetensors"]];
        Assert.Equal(0, bench.Run(fit).ExitCode);
        Assert.Equal(0, bench.Run(fit).ExitCode);
        File.AppendAllText(bench["mine.bmlp"], "// mine\n");

        var result = bench.Run(fit);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("has been changed since", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ASignal_StopsAFit_AndNothingIsWritten()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        using var fit = Bmlp.Start(["study", "cp", Workbench.Digits, "--weights", bench.DigitsWeights, "--rank", "64", "--penalty", "0", "--seeds", "100", "--steps", "1000000", "--out", bench["stopped.safetensors"]], bench.Environment());
        while (fit.StandardError.ReadLine() is { } line && !line.Contains("fitting", StringComparison.Ordinal))
        {
        }

        using var kill = Process.Start("kill", ["-INT", $"{fit.Id}"]);
        kill.WaitForExit();

        Assert.EndsWith("stopped: nothing is written\n", fit.StandardError.ReadToEnd(), StringComparison.Ordinal);
        fit.WaitForExit();
        Assert.Equal(130, fit.ExitCode);
        Assert.Empty(Directory.GetFiles(bench.Path, "stopped*"));
    }

    private static double Number(string output, string name) =>
        double.Parse(Regex.Match(output, $@"^{Regex.Escape(name)} (\S+)$", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
