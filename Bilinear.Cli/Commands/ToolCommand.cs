using System.CommandLine;
using Bilinear.Cli.Files;

namespace Bilinear.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal abstract class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What a command that writes files reads and writes, named or derived. It begins only where none of them is in another's way.</summary>
    protected virtual IEnumerable<CommandFile> Files(ParseResult line) => [];

    protected void Do(Func<ParseResult, int> run) => SetAction(line =>
    {
        FileConflicts.Check([.. Files(line)]);
        return run(line);
    });
}
