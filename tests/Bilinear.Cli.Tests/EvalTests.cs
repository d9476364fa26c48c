using System.Globalization;
using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests;

public sealed partial class EvalTests(Workbench bench) : IClassFixture<Workbench>
{
    [Fact]
    public void Eval_PrintsAccuracyAndLossAndNothingElse()
    {
        var result = bench.Run("eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits");

        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        var match = TwoLines().Match(result.Output);
        Assert.True(match.Success, result.Output);
        Assert.InRange(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 0.9, 1);
    }

    [Fact]
    public void Weights_SayTheirModelAndItsArguments()
    {
        var weights = Trained("--set", "hidden=24");

        var result = bench.Run("eval", Program(), "--weights", weights, "--data", "digits", "--threads", "1");

        Assert.Equal("", result.Errors);
        Assert.Matches(TwoLines(), result.Output);
    }

    [Theory]
    [InlineData("hidden is 24, and --set asks for hidden=30", "--set", "hidden=30")]
    [InlineData("Net(hidden: 24, act: none), and --model asks for Small", "--model", "Small")]
    public void Contradiction_ShowsBoth(string words, params string[] options)
    {
        var weights = Trained("--set", "hidden=24");

        var result = bench.Run(["eval", Program(), "--weights", weights, "--data", "digits", .. options]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains(weights, result.Errors, StringComparison.Ordinal);
        Assert.Contains(words, result.Errors.Replace("so ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Instance_IsChosenByItsName()
    {
        var weights = Trained("--model", "Small");

        Assert.Equal(0, bench.Run("eval", Program(), "--weights", weights, "--data", "digits").ExitCode);
        Assert.Equal(0, bench.Run("eval", Program(), "--weights", weights, "--data", "digits", "--model", "Small", "--set", "hidden=8").ExitCode);
    }

    [Theory]
    [InlineData("Did you mean `hidden`?", "--set", "hiden=30")]
    [InlineData("--set act=silo: error BMLP", "--set", "act=silo")]
    [InlineData("has no model `Big`, which --model asks for; it has `Net`, `Small`", "--model", "Big")]
    public void WrongModelOrArgument_IsAMistakeOfTheInput(string words, params string[] options)
    {
        var result = bench.Run(["train", Program(), "--data", "digits", "--out", bench["never.safetensors"], .. options]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralRoots_AreListed()
    {
        var text = File.ReadAllText(Workbench.Digits);
        var file = bench["two.bmlp"];
        File.WriteAllText(file, text + text[text.IndexOf("\nmodel", StringComparison.Ordinal)..].Replace(" Digits", " Ziffern", StringComparison.Ordinal));

        var result = bench.Run("train", file, "--data", "digits", "--out", bench["never.safetensors"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("say which with --model: `Digits`, `Ziffern`", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--weights")]
    [InlineData("--data")]
    public void MissingOption_IsWrongUsage(string option)
    {
        string[] line = ["eval", Workbench.Digits, "--weights", "w", "--data", "digits"];
        var at = Array.IndexOf(line, option);

        var result = bench.Run([.. line[..at], .. line[(at + 2)..]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set", "hidden")]
    [InlineData("--device", "gpu")]
    [InlineData("--device", "auto:1")]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "two")]
    [InlineData("--map", "(=x")]
    [InlineData("--map", "x")]
    public void OptionThatCannotBe_IsWrongUsage(params string[] options)
    {
        var result = bench.Run(["eval", Workbench.Digits, "--weights", "w", "--data", "digits", .. options]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(options[1], result.Errors, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public void WeightsOfAnotherModel_AreRefused()
    {
        var result = bench.Run("eval", Workbench.Mnist, "--weights", bench.DigitsWeights, "--data", "digits");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("has no model `Digits`, which " + bench.DigitsWeights, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void MistakesInTheFile_AreLinesWithTheirPlace()
    {
        var file = bench["wrong.bmlp"];
        File.WriteAllText(file, File.ReadAllText(Workbench.Digits).Replace("|> head", "|> haed", StringComparison.Ordinal));

        var result = bench.Run("eval", file, "--weights", bench.DigitsWeights, "--data", "digits");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"{file}(13,47): error BMLP2002: There is no layer `haed`. Did you mean `head`?\n", result.Errors);
    }

    private string Program()
    {
        var file = bench["net.bmlp"];
        File.WriteAllText(file, """
            model Net(hidden: dim, act: gate = none)(image: f32[8, 8]) -> digit: f32[10] {
              body = glu(hidden, gate: act)
              head = linear(10)
              return image |> flatten |> body |> head
            }

            model Small = Net(hidden: 8)

            train Net {
              optimizer adamw(lr: 1e-2)
              epochs    2
            }
            """);
        return file;
    }

    private string Trained(params string[] options)
    {
        var weights = bench[$"{string.Concat(options)}.safetensors"];
        if (File.Exists(weights)) return weights;
        var result = bench.Run(["train", Program(), "--data", "digits", "--out", weights, .. options]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return weights;
    }

    [GeneratedRegex(@"^accuracy (\d\.\d{4})\nloss \d\.\d{4}\n$")]
    private static partial Regex TwoLines();
}
