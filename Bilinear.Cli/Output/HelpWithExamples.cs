using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Bilinear.Cli.Commands;

namespace Bilinear.Cli.Output;

/// <summary>The library's help, with the root's commands in groups, then how the command is called: a command of commands shows one line of each.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    /// <summary>What the library writes above the commands.</summary>
    private const string Title = "Commands:";

    /// <summary>Who asks for help need not have said the rest.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        var code = command is RootCommand ? InvokeInGroups(parseResult, output) : help.Invoke(parseResult);
        output.WriteLine("Examples:");
        foreach (var example in Examples(command))
            output.WriteLine("  " + example);
        return code;
    }

    // The library lays all commands out in one table: the titles go between its lines.
    private int InvokeInGroups(ParseResult parseResult, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        foreach (var line in text.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'))
        {
            if (groups.FirstOrDefault(group => line.StartsWith($"  {group.Commands[0].Name} ", StringComparison.Ordinal)) is { } begun)
                output.WriteLine($"{(begun == groups[0] ? "" : "\n")}{begun.Title}:");
            if (line != Title)
                output.WriteLine(line);
        }
        output.WriteLine();
        return code;
    }

    private static IEnumerable<string> Examples(Command command) => command is ToolCommand tool
        ? tool.Examples
        : command.Subcommands.SelectMany(sub => Examples(sub).Take(sub is ToolCommand ? 1 : int.MaxValue));
}
