using System.CommandLine;
using Bilinear.Cli.Commands;
using Bilinear.Cli.Output;

namespace Bilinear.Cli;

/// <summary>
/// The tool <c>bmlp</c>. Standard output carries what was asked for and nothing else; errors and progress go to standard
/// error. <see cref="ExitCode"/> says what the exit codes mean.
/// </summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        CleanWriter.Install();
        try
        {
            // As other tools have it: help train.
            string[] words = args is ["help", .. var asked] ? [.. asked, "--help"] : args;
            var line = Root.Create().Parse(words, Root.Syntax);
            return LineMistakes.In(line, words) is { Count: > 0 } mistakes ? Errors.ReportUsage(line, mistakes) : line.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = CleanWriter.OfLines(Console.Out),
            });
        }
        catch (Exception exception) when (Refusal.In(exception) is { } refusal)
        {
            return Errors.Report(refusal);
        }
    }
}
