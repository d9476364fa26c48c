using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Bilinear.Cli.Commands;

namespace Bilinear.Cli.Output;

/// <summary>The library's help, then how the command is called: the root shows one line of each command.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Who asks for help need not have said the rest.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in Examples(parseResult.CommandResult.Command))
            output.WriteLine("  " + example);
        return code;
    }

    private static IEnumerable<string> Examples(Command command) => command is ToolCommand tool
        ? tool.Examples
        : command.Subcommands.OfType<ToolCommand>().Select(sub => sub.Examples[0]);
}
