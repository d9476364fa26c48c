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
            var line = Root.Create().Parse(args, Root.Syntax);
            if (UnknownWords.In(line, args) is { Count: > 0 } unknown)
                return Errors.ReportUsage(line, unknown);
            return line.Errors.Count > 0 ? Errors.ReportUsage(line) : line.Invoke(new InvocationConfiguration
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
