using Bilinear.Text;
using Spectre.Console;

namespace Bilinear.Cli.Output;

/// <summary>Mistakes for a person: each line with its place in the file, carets under what is wrong.</summary>
internal static class TerminalMistakes
{
    public static void Write(IEnumerable<Mistake> mistakes)
    {
        var console = TerminalConsole.Open();
        foreach (var mistake in mistakes)
        {
            // Not through markup, which would break the line at the terminal's width.
            var (place, word, message) = Cut(ForeignText.Clean(mistake.Line));
            Console.Error.Write(place);
            console.Write(new Spectre.Console.Text(word, new Style(Color.Red, decoration: Decoration.Bold)));
            Console.Error.WriteLine(message);
            if (mistake.Excerpt is { } excerpt)
                Write(excerpt, console);
        }
    }

    private static void Write(Excerpt excerpt, IAnsiConsole console)
    {
        // Clean before it is measured, so that the carets stand under what is shown.
        var (before, wrong) = (ForeignText.Clean(excerpt.Before), ForeignText.Clean(excerpt.Wrong));
        var number = $"{excerpt.Line,5} | ";
        console.Write(new Spectre.Console.Text(number, new Style(Color.Grey)));
        Console.Error.WriteLine(before + wrong + excerpt.After);
        console.Write(new Spectre.Console.Text("      | ", new Style(Color.Grey)));
        Console.Error.Write(new string(' ', before.Length));
        console.Write(new Spectre.Console.Text(new string('^', wrong.Length), new Style(Color.Red)));
        Console.Error.WriteLine();
    }

    private static (string Place, string Word, string Message) Cut(string line)
    {
        const string Word = "error";
        var at = line.IndexOf(Word, StringComparison.Ordinal);
        return at < 0 ? (line, "", "") : (line[..at], Word, line[(at + Word.Length)..]);
    }
}
