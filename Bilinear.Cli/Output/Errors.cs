using System.CommandLine;
using System.CommandLine.Invocation;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Cli.Output;

/// <summary>The one place where mistakes become lines on standard error and an <see cref="ExitCode"/>.</summary>
internal static class Errors
{
    private static readonly string? Runtime = typeof(Device).Assembly.GetName().Name;

    /// <summary>The runtime's exceptions for a caller's mistake say what to do: what reaches them here came from the user.</summary>
    public static bool IsOfTheInput(Exception exception) =>
        exception is InputException or IOException or UnauthorizedAccessException or DeviceException or DivergedException || (exception is ArgumentException && exception.Source == Runtime);

    public static int Report(Exception mistake)
    {
        IReadOnlyList<Mistake> mistakes = mistake is InputException input ? input.Mistakes : [new Mistake("error: " + Sentence(mistake))];
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

    /// <summary>What the library says of a line that it cannot read, typing errors put right included; all of it on standard error.</summary>
    public static int ReportUsage(ParseResult line)
    {
        // Who says nothing at all does not know the commands yet.
        if (line.Action is ParseErrorAction action)
            action.ShowHelp = line.Tokens.Count == 0;
        line.Invoke(new InvocationConfiguration { Output = Console.Error });
        return ReportUsage(line, []);
    }

    /// <param name="sentences">What is wrong with the line.</param>
    public static int ReportUsage(ParseResult line, IReadOnlyList<string> sentences)
    {
        foreach (var sentence in sentences)
            Console.Error.WriteLine(sentence);
        Console.Error.WriteLine($"See {(line.CommandResult.Command is RootCommand ? "bmlp" : $"bmlp {line.CommandResult.Command.Name}")} --help.");
        return ExitCode.WrongUsage;
    }

    // ArgumentException appends the name of a parameter, which is no word of the user's.
    private static string Sentence(Exception mistake) => mistake is ArgumentException { ParamName: { } name }
        ? mistake.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : mistake.Message;
}
