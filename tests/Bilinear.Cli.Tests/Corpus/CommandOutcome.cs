namespace Bilinear.Cli.Tests.Corpus;

/// <summary>A command and what became of it.</summary>
/// <param name="Errors">Standard error.</param>
internal sealed record CommandOutcome(string[] Command, int ExitCode, string Errors)
{
    public static CommandOutcome Of(string[] command, Workbench bench)
    {
        var result = bench.Run(command);
        return new CommandOutcome(command, result.ExitCode, result.Errors);
    }

    public override string ToString() => $"bmlp {string.Join(' ', Command)}\nexit code {ExitCode}\n{Errors}";
}
