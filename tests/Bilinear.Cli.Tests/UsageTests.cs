using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>What holds for the command line as a whole.</summary>
public sealed class UsageTests
{
    private static readonly string[] Commands = ["init", "check", "fmt", "emit", "train", "convert", "sweep", "eval", "run", "decompose", "report", "explain", "truncate", "compile", "export", "similarity", "study", "data", "vocabulary", "tokenize", "devices", "import", "generate"];

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

    [Theory]
    [InlineData("has no option --resum. --resume is an option of bmlp train.", "check", "digits.bmlp", "--resum")]
    [InlineData("has no option --chek. Did you mean `--check`?", "fmt", "digits.bmlp", "--chek")]
    [InlineData("has no option --epoch. Did you mean `--epochs`?", "train", "digits.bmlp", "--epoch=3", "--data", "digits", "--out", "w")]
    [InlineData("has no option --resum. Did you mean `--resume`?", "train", "digits.bmlp", "--data", "digits", "--out", "--resum")]
    [InlineData("has no option -data. Did you mean `--data`?", "eval", "digits.bmlp", "--weights", "w", "-data", "digits")]
    [InlineData("has no option --outt. Did you mean `--out`?", "report", "digits.bmlp", "--weights", "w", "--data", "digits", "--outt:x.html")]
    [InlineData("has no option --versoin. Did you mean `--version`?", "--versoin")]
    [InlineData("has no option -abc.\n", "similarity", "-abc", "w")]
    [InlineData("has no option --lr.\n", "train", "digits.bmlp", "--lr", "0.1")]
    [InlineData("has no option -o. Did you mean `--out`?", "train", "digits.bmlp", "-o", "w")]
    [InlineData("has no option -o. Did you mean `--output`?", "run", "digits.bmlp", "-o", "w")]
    [InlineData("has no option -w. Did you mean `--weights`?", "eval", "digits.bmlp", "-w", "w")]
    [InlineData("has no option --out. Did you mean `--output`?", "run", "digits.bmlp", "--out", "w")]
    [InlineData("has no option --output. Did you mean `--out`?", "report", "digits.bmlp", "--output", "w")]
    [InlineData("has no option --keep. --keep is an option of bmlp ", "decompose", "digits.bmlp", "--keep", "3")]
    [InlineData("A GPU is cuda or opencl, and auto takes one where there is one.", "eval", "digits.bmlp", "--weights", "w", "--data", "digits", "--device", "gpu")]
    [InlineData("all of the CPU is cpu, or cpu:0, and --threads limits it.", "eval", "digits.bmlp", "--weights", "w", "--data", "digits", "--device", "cpu:1")]
    [InlineData("--weights needs a value: --weights FILE.", "eval", "digits.bmlp", "--weights", "--data", "digits")]
    [InlineData("--epochs needs a value: --epochs N.", "train", "digits.bmlp", "--data", "digits", "--out", "w", "--epochs")]
    [InlineData("--out needs a value: --out FILE.", "train", "digits.bmlp", "--data", "digits", "--out=")]
    [InlineData("bmlp train needs FILE, --data NAME|DIR|FILE and --out FILE.", "train")]
    [InlineData("bmlp check needs FILE.", "check")]
    [InlineData("There is no diagnostic `BMLP2O02`: it is a number such as BMLP2002. Did you mean `BMLP2002`?", "check", "--explain", "BMLP2O02")]
    [InlineData("--explain prints a page, and checks nothing: give it by itself.", "check", "digits.bmlp", "--explain", "BMLP2002")]
    [InlineData("There is no template `csharpe`: it is csharp, csv or digits. Did you mean `csharp`?", "init", "--template", "csharpe")]
    [InlineData("--json and --csv both say how the result is written: give one of the two.", "study", "bottleneck", "digits.bmlp", "--weights", "w", "--data", "digits", "--json", "--csv")]
    [InlineData("has no option --quite. Did you mean `--quiet`?", "devices", "--quite")]
    [InlineData("There is no command `study maskss`. Did you mean `masks`?", "--quiet", "study", "maskss")]
    [InlineData("bmlp truncate needs --keep K, or --curve.", "truncate", "digits.bmlp", "--weights", "w", "--out", "x")]
    [InlineData("bmlp truncate needs --keep K and --out FILE, or --curve.", "truncate", "digits.bmlp", "--weights", "w")]
    [InlineData("--curve measures on data: give it some with --data.", "truncate", "digits.bmlp", "--weights", "w", "--curve")]
    [InlineData("--curve measures every number of eigenvectors, and writes CSV: give it without --keep.", "truncate", "digits.bmlp", "--weights", "w", "--data", "digits", "--curve", "--keep", "3")]
    [InlineData("--weights takes one value, and is given 2.", "eval", "digits.bmlp", "--weights", "w", "--weights", "v", "--data", "digits")]
    [InlineData("bmlp eval takes no further word, and was given 'v'.", "eval", "digits.bmlp", "v", "--weights", "w", "--data", "digits")]
    [InlineData("--map (.*)=$99999999999999999999: The replacement '$99999999999999999999' names a group by a number that is too large.", "eval", "digits.bmlp", "--weights", "w", "--data", "digits", "--map", "(.*)=$99999999999999999999")]
    [InlineData("names a group by a number that is too large.", "eval", "digits.bmlp", "--weights", "w", "--data", "digits", "--map", "a=${2147483648}")]
    [InlineData("has no option -x. A value that begins with - is given as --map=VALUE.", "eval", "digits.bmlp", "--weights", "w", "--data", "digits", "--map", "-x=y")]
    [InlineData("There is no command `decompse`. Did you mean `decompose`?", "decompse", "digits.bmlp")]
    [InlineData("There is no command `digits.bmlp`.", "digits.bmlp")]
    [InlineData("There is no stage `Schedul`: it is syntax, bound, ir, grad, fused, schedule or cs. Did you mean `schedule`?", "emit", "digits.bmlp", "--stage", "Schedul")]
    [InlineData("There is no rule `end`: it is magnitude, ends or mean_activation. Did you mean `ends`?", "truncate", "digits.bmlp", "--weights", "w", "--keep", "2", "--out", "x", "--rule", "end")]
    [InlineData("There is no command `data mnits`. Did you mean `mnist`?", "data", "mnits")]
    [InlineData("Did you mean `cuda`?", "eval", "digits.bmlp", "--weights", "w", "--data", "digits", "--device", "cdua:1")]
    public void AMistypedWord_IsNoFile_AndTheOneThatWasMeantIsNamed(string words, params string[] arguments)
    {
        var result = Bmlp.Run(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.Matches(@"^(error: .*\n)+See bmlp .*--help\.\n$", result.Errors);
    }

    [Fact]
    public void HelpBeforeACommand_IsHelpBehindIt() => Assert.Equal(Bmlp.Run("train", "--help"), Bmlp.Run("help", "train"));

    /// <summary>What is in a message is short, however long it was.</summary>
    [Theory]
    [InlineData("train", "--epochs")]
    [InlineData("train", "--set")]
    [InlineData("train", "--device")]
    [InlineData("eval", "--map")]
    [InlineData("emit", "--stage")]
    [InlineData("truncate", "--rule")]
    [InlineData("data", "--mirror")]
    [InlineData("check", "--model=x", "x", "x", "--nothing")]
    public void AValueOfThousandsOfCharacters_IsShortened(params string[] words)
    {
        var result = Bmlp.Run([.. words[..^1], $"{words[^1]}={new string('(', 4000)}"]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.InRange(result.Errors.Length, 20, 800);
    }

    [Fact]
    public void AFileWhoseNameIsNoText_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Names are bytes on Linux.");
        var result = Bmlp.RunBash(null, ["-c", $"dotnet '{Bmlp.Tool}' similarity $'\\xfe.st' $'\\xff.st'"], []);

        Assert.Equal((2, "error: '\uFFFD.st' is no text in UTF-8: write a text as UTF-8, and give a file another name.\nSee bmlp similarity --help.\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public void AFileOfAnOptionsName_IsNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["-abc"], "");

        Assert.StartsWith("error: bmlp similarity has no option -abc. The file of that name is given as ./-abc.\n", Bmlp.RunIn(folder.Path, ["similarity", "-abc", "w"], []).Errors, StringComparison.Ordinal);
    }

    /// <summary>As a variable that is not set makes it, or one that holds what it should not.</summary>
    [Fact]
    public void AWordThatCanBeNothing_IsRefusedForEveryOption()
    {
        foreach (var command in Commands)
        {
            var options = Regex.Matches(Bmlp.Run(command, "--help").Output, "^  (--[a-z-]+) <", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
            // A text may be empty, and as long as it likes.
            options.Remove("--prompt");

            var empty = Bmlp.Run([command, "", .. options.SelectMany(option => new[] { option, "" })]);
            Assert.Equal((2, ""), (empty.ExitCode, empty.Output));
            Assert.Equal(
                $"error: A word is empty: is a variable of the shell not set?\n{string.Concat(options.Select(option => $"error: The value of {option} is empty: is a variable of the shell not set?\n"))}See bmlp {command} --help.\n", empty.Errors);

            var endless = Bmlp.Run([command, .. options.Select((option, number) => $"{option}={new string((char)('A' + number), 50_000)}"), new string('x', 50_000)]);
            Assert.Equal((2, ""), (endless.ExitCode, endless.Output));
            Assert.Equal(options.Count + 2, endless.Errors.TrimEnd().Split('\n').Length);
            Assert.All(endless.Errors.TrimEnd().Split('\n').SkipLast(1), line => Assert.Matches(@"^error: '.{80}…' has 50,\d\d\d characters, and no word may have more than 4,096\.$", line));
        }
    }

    [Fact]
    public void EveryCommand_KnowsAnOptionThatItDoesNotHave()
    {
        foreach (var command in Commands)
        {
            var result = Bmlp.Run(command, "--nohting");
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.Contains($"bmlp {command} has no option --nohting.", result.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("@x.bmlp")]
    [InlineData("/h")]
    [InlineData("[x]")]
    [InlineData("--", "-x.bmlp")]
    [InlineData("--", "--help")]
    public void AFileOfAStrangeName_IsAFile(params string[] arguments)
    {
        var result = Bmlp.Run(["check", .. arguments]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: {arguments[^1]} cannot be read: ", result.Errors, StringComparison.Ordinal);
    }
}
