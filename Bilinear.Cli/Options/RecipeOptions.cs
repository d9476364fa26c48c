using System.CommandLine;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary>What a command line changes of a <c>train</c> block: <c>--epochs</c>, <c>--batch</c>.</summary>
internal sealed class RecipeOptions
{
    private readonly NumberOption<int> _epochs = new("--epochs", 1) { Description = "How often the data are gone through, instead of what the train block says." };
    private readonly NumberOption<int> _batch = new("--batch", 1) { Description = "How many samples a step takes, instead of what the train block says." };

    public void AddTo(Command command)
    {
        command.Add(_epochs);
        command.Add(_batch);
    }

    /// <param name="defaults">What the <c>train</c> block says.</param>
    public TrainOptions Read(ParseResult parseResult, TrainOptions defaults)
    {
        var options = defaults with { Batch = parseResult.GetValue(_batch) ?? defaults.Batch };
        return parseResult.GetValue(_epochs) is { } epochs ? options with { Epochs = epochs } : options;
    }
}
