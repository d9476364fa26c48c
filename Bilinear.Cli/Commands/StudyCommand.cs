using System.CommandLine;
using Bilinear.Cli.Commands.Studies;
using Bilinear.Cli.Commands.Studies.Bottlenecks;

namespace Bilinear.Cli.Commands;

/// <summary>Experiments on a trained model, each a command of its own.</summary>
internal sealed class StudyCommand : Command
{
    public StudyCommand()
        : base("study", "Experiments on a trained model: what follows from its weights, tested on data.")
    {
        Add(new AblateCommand());
        Add(new MasksCommand());
        Add(new CpCommand());
        Add(new BottleneckCommand());
    }
}
