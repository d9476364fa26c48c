using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Options;

/// <summary><c>--program</c>: the .bmlp file that a command writes.</summary>
internal sealed class ProgramOption : Option<string?>
{
    public ProgramOption()
        : base("--program")
    {
        HelpName = "FILE";
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !CommandFile.IsProgram(path))
                result.Say($"{Name} names a {CommandFile.ProgramEnding} file, such as model{CommandFile.ProgramEnding}.");
        });
    }
}
