using System.CommandLine;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal abstract class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What the command does, where it may take long.</summary>
    /// <param name="run">Gives the exit code.</param>
    protected void SetAction(Func<ParseResult, StatusLine, int> run) => SetAction(line =>
    {
        using var status = new StatusLine();
        return run(line, status);
    });
}
