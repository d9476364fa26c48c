using System.CommandLine;
using Bilinear.Cli.Data;

namespace Bilinear.Cli.Commands.OwnData;

/// <summary>What there is to do about data before a model sees them.</summary>
internal sealed class DataCommand : Command
{
    public DataCommand()
        : base("data", "Download a data set, or say what data of one's own are.")
    {
        foreach (var mirror in Mirror.All)
            Add(new FetchCommand(mirror));
        Add(new DataShowCommand());
    }
}
