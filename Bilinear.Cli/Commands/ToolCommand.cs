using System.CommandLine;

namespace Bilinear.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal abstract class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
