using System.CommandLine;

namespace Bilinear.Cli.Commands;

internal static class CommandNames
{
    /// <summary>How a command is called: <c>bmlp</c>, <c>bmlp train</c>, <c>bmlp study masks</c>.</summary>
    public static string Called(this Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{parent.Called()} {command.Name}" : "bmlp";
}
