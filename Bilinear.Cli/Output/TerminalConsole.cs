using System.Text;
using Spectre.Console;

namespace Bilinear.Cli.Output;

/// <summary>Standard error, or standard output, as a terminal that takes orders: past <see cref="CleanWriter"/>, so all text that goes here is clean already.</summary>
internal static class TerminalConsole
{
    /// <summary>Only where standard error is a terminal.</summary>
    public static IAnsiConsole Open() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new Screen(Console.Error, Console.OpenStandardError()) });

    /// <summary>Only where standard output is a terminal.</summary>
    public static IAnsiConsole OpenOutput() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new Screen(Console.Out, Console.OpenStandardOutput()) });

    private sealed class Screen(TextWriter console, Stream stream) : IAnsiConsoleOutput
    {
        // As the console that it stands for measures itself.
        private readonly AnsiConsoleOutput _measured = new(console);

        public TextWriter Writer { get; } = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

        public bool IsTerminal => true;

        public int Width => _measured.Width;

        public int Height => _measured.Height;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
