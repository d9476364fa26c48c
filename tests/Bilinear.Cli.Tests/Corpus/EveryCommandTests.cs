using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests.Corpus;

/// <summary>Every command on every program of the corpus: done, or refused in the user's words.</summary>
public sealed partial class EveryCommandTests(Workbench bench) : IClassFixture<Workbench>
{
    private const int WrongUsage = 2;

    [Fact]
    public void NoneEndsAboveTwo_AndARefusalIsALineInTheUsersWords()
    {
        var commands = CorpusModel.All(bench).SelectMany(model => model.Commands(bench)).ToList();

        var outcomes = commands.Select(command => CommandOutcome.Of(command, bench)).ToList();

        var wrong = outcomes.Where(outcome => outcome.ExitCode is < 0 or > WrongUsage || IsBadlySaid(outcome)).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong.Take(10)) + $"\n\n{wrong.Count} of {outcomes.Count} in all.");
        // What trains has weights, which every model can be run with.
        var trained = outcomes.Where(outcome => outcome.Command[0] == "train" && outcome.ExitCode == 0).Select(outcome => outcome.Command[^1]).ToHashSet();
        Assert.True(trained.Count > 40, $"Only {trained.Count} models could be trained.");
        Assert.All(outcomes.Where(outcome => outcome.Command[0] is "eval" or "run" && trained.Contains(outcome.Command[^3])), outcome => Assert.Matches(@"^(… .*\n)*(wrote .*\n)?$", outcome.Errors));
    }

    // A format that would change a file is no error, and says so by its exit code.
    private static bool IsBadlySaid(CommandOutcome outcome) => ProgrammersWords().IsMatch(outcome.Errors)
        || (outcome.ExitCode != 0 && outcome.Command[0] != "fmt" && !outcome.Errors.Split('\n').Any(line => line.Contains("error", StringComparison.Ordinal)));

    [GeneratedRegex(@"DeviceKind|SaveTo|TrainOptions|OpenInference|\bResume\b|\bset Batch\b|System\.|Parameter '|Actual value|Exception")]
    private static partial Regex ProgrammersWords();
}
