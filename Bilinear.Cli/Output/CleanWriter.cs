using System.Text;
using Bilinear.Text;

namespace Bilinear.Cli.Output;

/// <summary>
/// Standard output or standard error: whatever a command says goes through here, so that no text of others' making (a name, a
/// path, metadata, the system's words) reaches a terminal as an order to it.
/// </summary>
/// <param name="isDispensable">Whether what cannot be said is left unsaid: nobody can be told that standard error is closed.</param>
internal sealed class CleanWriter(TextWriter inner, bool isDispensable) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Both streams of this process, from here on.</summary>
    public static void Install()
    {
        Console.SetOut(new CleanWriter(Console.Out, isDispensable: false));
        Console.SetError(new CleanWriter(Console.Error, isDispensable: true));
    }

    /// <summary>A writer for a library that gives several lines to one <see cref="WriteLine(string)"/>.</summary>
    public static TextWriter OfLines(TextWriter clean) => new LinesWriter(clean);

    /// <summary>One line, so a line feed in the text is another's.</summary>
    public override void WriteLine(string? value) => Send(ForeignText.Clean(value ?? "") + NewLine);

    public override void WriteLine() => Send(NewLine);

    /// <summary>Lines, or a part of one; it may begin with a carriage return, which writes over the last.</summary>
    public override void Write(string? value) => Send(value is ['\r', .. var line] ? "\r" + ForeignText.CleanLines(line) : ForeignText.CleanLines(value ?? ""));

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Flush() => Try(inner.Flush);

    private void Send(string text) => Try(() => inner.Write(text));

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (!isDispensable)
                throw new IOException($"Standard output takes nothing: it is closed, or what it goes to is full. {problem.Message}", problem);
        }
    }

    // The base's WriteLine is a Write with a line's end.
    private sealed class LinesWriter(TextWriter clean) : TextWriter
    {
        public override Encoding Encoding => clean.Encoding;

        public override void Write(string? value) => clean.Write(value);

        public override void Write(char value) => clean.Write(value);

        public override void Write(char[] buffer, int index, int count) => clean.Write(buffer, index, count);
    }
}
