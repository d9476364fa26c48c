using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

public sealed class EmitTests
{
    private static readonly string Digits = Repository.Program("digits");
    private static readonly string Mnist = Repository.Program("mnist");

    [Theory]
    [InlineData("syntax")]
    [InlineData("bound")]
    [InlineData("ir")]
    [InlineData("grad")]
    [InlineData("fused")]
    [InlineData("schedule")]
    public void AStage_IsTheVerifiedOne(string stage)
    {
        var result = Bmlp.Run("emit", Digits, "--stage", stage);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(Digits, $".{stage}.verified.txt")).TrimStart('\uFEFF').TrimEnd(), result.Output.TrimEnd());
    }

    [Fact]
    public void Cs_IsTheGeneratedCode()
    {
        var result = Bmlp.Run("emit", Mnist, "--stage", "cs", "--model", "Mnist", "--set", "hidden=512");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith("// ---- Examples.Mnist.Mnist.Model.g.cs ----\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("public const int Hidden = 512;", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("class Mnist30", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAChoice_AllModelsAreShown()
    {
        var result = Bmlp.Run("emit", Mnist, "--stage", "ir");

        Assert.All(["Mnist", "Mnist30", "Mnist100", "Mnist1000"], model => Assert.Contains($"forward graph of {model}\n", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--stage", "bond")]
    [InlineData("--set", "hidden=1")]
    public void AWrongStage_OrNone_IsWrongUsage(params string[] options) => Assert.Equal(2, Bmlp.Run(["emit", Digits, .. options]).ExitCode);

    [Fact]
    public void AMistake_IsALineWithItsPlace()
    {
        var wrong = Path.Combine(Repository.Corpus, "errors", Path.GetFileName(Directory.GetFiles(Path.Combine(Repository.Corpus, "errors"), "*.bmlp").Order(StringComparer.Ordinal).First()));

        var result = Bmlp.Run("emit", wrong, "--stage", "ir");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"\(\d+,\d+\): error BMLP\d{4}: ", result.Errors);
    }
}
