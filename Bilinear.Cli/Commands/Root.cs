using System.CommandLine;
using System.CommandLine.Help;
using Bilinear.Cli.Commands.Checking;
using Bilinear.Cli.Commands.Converting;
using Bilinear.Cli.Commands.Explaining;
using Bilinear.Cli.Commands.Folding;
using Bilinear.Cli.Commands.OwnData;
using Bilinear.Cli.Commands.Shipping;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Commands.Spectra.Comparing;
using Bilinear.Cli.Commands.Spectra.Truncating;
using Bilinear.Cli.Commands.Starting;
using Bilinear.Cli.Commands.Texts;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands;

/// <summary>All commands, in the order in which the help shows them.</summary>
internal static class Root
{
    /// <summary>A word is what it says: no file of further words behind an @, no several options in -abc.</summary>
    public static ParserConfiguration Syntax { get; } = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>The groups of the help, and their commands, in the order in which it shows them.</summary>
    private static IReadOnlyList<CommandGroup> Groups() =>
    [
        new("Language", [new InitCommand(), new CheckCommand(), new FmtCommand(), new EmitCommand()]),
        new("Data", [new DataCommand(), new VocabularyCommand(), new TokenizeCommand()]),
        new("Training", [new ImportCommand(), new TrainCommand(), new ConvertCommand(), new FoldCommand(), new SweepCommand(), new EvalCommand(), new RunCommand(), new GenerateCommand(), new DevicesCommand()]),
        new("Reading", [new DecomposeCommand(), new ReportCommand(), new ExplainCommand(), new SimilarityCommand(), new StudyCommand()]),
        new("Shipping", [new TruncateCommand(), new CompileCommand(), new ExportCommand()]),
    ];

    public static RootCommand Create()
    {
        var root = new RootCommand("Bilinear neural networks that can be read: compiles, trains and takes apart the models of .bmlp files.");
        root.Add(new QuietOption());
        var groups = Groups();
        foreach (var command in groups.SelectMany(group => group.Commands))
            root.Add(command);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, groups);
            // On other systems /h is a file.
            if (!OperatingSystem.IsWindows())
                help.Aliases.Remove("/h");
        }
        return root;
    }
}
