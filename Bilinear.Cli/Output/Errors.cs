using System.CommandLine;

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
    public static int ReportUsage(ParseResult line, IReadOnlyList<string> sentences)
    {
        // Who says nothing at all does not know the commands yet.
        if (line.Tokens.Count == 0)
            line.RootCommandResult.Command.Parse("--help").Invoke(new InvocationConfiguration { Output = CleanWriter.OfLines(Console.Error) });
        foreach (var sentence in sentences)
            Console.Error.WriteLine($"error: {sentence}");
        Console.Error.WriteLine($"See {(line.CommandResult.Command is RootCommand ? "bmlp" : $"bmlp {line.CommandResult.Command.Name}")} --help.");
        return ExitCode.WrongUsage;
    }
}
