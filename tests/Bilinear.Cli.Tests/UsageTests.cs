namespace Bilinear.Cli.Tests;

/// <summary>What holds for the command line as a whole.</summary>
public sealed class UsageTests
{
    private static readonly string[] Commands = ["check", "fmt", "emit", "train", "eval", "run", "decompose", "report", "truncate", "similarity", "data", "devices"];

    [Fact]
    public void Help_ListsEveryCommandAndAnExample()
    {
        var result = Bmlp.Run("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Errors);
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
        Assert.All(Commands, command => Assert.Contains($"\n  {command} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void HelpOfACommand_ShowsHowItIsCalled()
    {
        foreach (var command in Commands)
        {
            var result = Bmlp.Run(command, "--help");
            Assert.Equal(0, result.ExitCode);
            Assert.Matches($@"Examples:\n  bmlp {command}", result.Output);
        }
    }

    [Theory]
    [InlineData("devises")]
    [InlineData("devices", "--nothing")]
    public void WrongUsage_EndsWithTwoAndNothingOnStandardOutput(params string[] arguments)
    {
        var result = Bmlp.Run(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains(arguments[^1], result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void NoCommand_ShowsWhatThereIs()
    {
        var result = Bmlp.Run();

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.All(Commands, command => Assert.Contains($"\n  {command} ", result.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public void Devices_ListsTheCpuFirst()
    {
        var result = Bmlp.Run("devices");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("cpu:0", result.Output.Split('\n')[0], StringComparison.Ordinal);
    }
}
