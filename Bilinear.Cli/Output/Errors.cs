using System.CommandLine;
using Bilinear.Cli.Commands;

namespace Bilinear.Cli.Output;

/// <summary>The one place where mistakes become lines on standard error and an <see cref="ExitCode"/>.</summary>
internal static class Errors
{
    /// <param name="refusal">The refusal that <see cref="Refusal.In"/> finds.</param>
    public static int Report(Exception refusal)
    {
        IReadOnlyList<Mistake> mistakes = refusal is InputException input ? input.Mistakes : [new Mistake("error: " + Refusal.Sentence(refusal))];
        if (Console.IsErrorRedirected)
        {
            foreach (var line in mistakes.Select(mistake => mistake.Line))
                Console.Error.WriteLine(line);
        }
        else
        {
            TerminalMistakes.Write(mistakes);
        }

        return ExitCode.WrongInput;
    }

    /// <param name="sentences">What is wrong with the line.</param>
    public static int ReportUsage(ParseResult parseResult, IReadOnlyList<string> sentences)
    {
        // Who says nothing at all does not know the commands yet.
        if (parseResult.Tokens.Count == 0)
            parseResult.RootCommandResult.Command.Parse("--help").Invoke(new InvocationConfiguration { Output = CleanWriter.OfLines(Console.Error) });
        foreach (var sentence in sentences)
            Console.Error.WriteLine($"error: {sentence}");
        Console.Error.WriteLine($"See {parseResult.CommandResult.Command.Called()} --help.");
        return ExitCode.WrongUsage;
    }
}
