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

    [Theory]
    [InlineData("--threads takes a whole number from 1 to 1024, and was given `100000`.", "train", "--threads", "100000")]
    [InlineData("--threads takes a whole number from 1 to 1024, and was given `0`.", "similarity", "--threads", "0")]
    [InlineData("--epochs takes a whole number from 1 to 2147483647, and was given `abc`.", "train", "--epochs", "abc")]
    [InlineData("--epochs takes a whole number from 1 to 2147483647, and was given `99999999999`.", "train", "--epochs", "99999999999")]
    [InlineData("--batch takes a whole number from 1 to 2147483647, and was given `1.5`.", "train", "--batch", "1.5")]
    [InlineData("--seed takes a whole number from 0 to 18446744073709551615, and was given `-1`.", "train", "--seed", "-1")]
    [InlineData("--keep takes a whole number from 1 to 2147483647, and was given `0`.", "truncate", "--keep", "0")]
    [InlineData("--keep takes a whole number from 1 to 2147483647, and was given `many`.", "similarity", "--keep", "many")]
    [InlineData("--output takes a whole number from 0 to 2147483647, and was given `-62`.", "similarity", "--output", "-62")]
    public void NumberThatCannotBe_IsSaidInTheUsersWords(string sentence, string command, string option, string value)
    {
        var result = Bmlp.Run(command, option, value);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence + "\n", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", result.Errors, StringComparison.Ordinal);
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
