using System.CommandLine;

namespace Bilinear.Cli.Commands;

/// <summary>Commands that the help shows under one title.</summary>
internal sealed record CommandGroup(string Title, IReadOnlyList<Command> Commands);
