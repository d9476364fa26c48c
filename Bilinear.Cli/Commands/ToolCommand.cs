using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Serialization.Files;

namespace Bilinear.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal abstract class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>With fewer, libraries cannot be loaded somewhere on the way, and some end the process without a word.</summary>
    private const ulong FewestOpenFiles = 128;

    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What a command reads and writes, named or derived. It begins only where none of them is in another's way.</summary>
    protected virtual IEnumerable<CommandFile> Files(ParseResult parseResult) => [];

    /// <summary>What is wrong with a line in which each word by itself is right, a sentence each.</summary>
    public virtual IEnumerable<string> Mistakes(ParseResult parseResult) => [];

    /// <summary>What the command does, where it may take long.</summary>
    /// <param name="run">Gives the exit code.</param>
    protected void Do(Func<ParseResult, StatusLine, int> run) => SetAction(parseResult =>
    {
        if (UnixStatus.MostOpenFiles is { } most and < FewestOpenFiles)
            throw new InputException($"This process may have {most} files open at once, and needs {FewestOpenFiles}: raise the limit, as `ulimit -n 1024` does.");
        FileConflicts.Check([.. Files(parseResult)]);
        using var status = new StatusLine(QuietOption.IsAsked(parseResult));
        return run(parseResult, status);
    });
}
