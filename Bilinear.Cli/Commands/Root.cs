using System.CommandLine;
using System.CommandLine.Help;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands;

/// <summary>All commands, in the order in which the help shows them.</summary>
internal static class Root
{
    /// <summary>A word is what it says: no file of further words behind an @, no several options in -abc.</summary>
    public static ParserConfiguration Syntax { get; } = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static RootCommand Create()
    {
        var root = new RootCommand("Bilinear neural networks that can be read: compiles, trains and takes apart the models of .bmlp files.")
        {
            new CheckCommand(),
            new FmtCommand(),
            new EmitCommand(),
            new TrainCommand(),
            new EvalCommand(),
            new RunCommand(),
            new DecomposeCommand(),
            new ReportCommand(),
            new TruncateCommand(),
            new SimilarityCommand(),
            new DataCommand(),
            new DevicesCommand(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
            // On other systems /h is a file.
            if (!OperatingSystem.IsWindows())
                help.Aliases.Remove("/h");
        }
        return root;
    }
}
