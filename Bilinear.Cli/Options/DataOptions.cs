using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary>The data of a command: <c>--data</c>, <c>--data-dir</c>.</summary>
internal sealed class DataOptions(bool isRequired = true)
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "mnist, fashion-mnist, digits, or a folder with MNIST's four IDX files, or with train.safetensors and test.safetensors.",
        HelpName = "NAME|DIR",
        Required = isRequired,
    };

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(DataDir);
    }

    public Option<string?> DataDir { get; } = new("--data-dir") { Description = "The folder with the data, or the one that holds such folders; if left out, that of BILINEAR_DATA, then the user's cache.", HelpName = "DIR" };

    public bool IsGiven(ParseResult parseResult) => parseResult.GetResult(_data) is not null;

    /// <summary>What is read of them.</summary>
    public IEnumerable<CommandFile> Files(ParseResult parseResult) => parseResult.GetValue(_data) is { } data
        ? DataParts.FilesOf(data, parseResult.GetValue(DataDir)).Select(file => CommandFile.Input($"{_data.Name}'s", file))
        : [];

    /// <summary>Opens the data; returns null where none were asked for.</summary>
    /// <inheritdoc cref="DataParts.Open"/>
    public DataParts? Find(ParseResult parseResult, ModelDescription model, StatusLine status) => parseResult.GetValue(_data) is { } data ? DataParts.Open(data, parseResult.GetValue(DataDir), model, status) : null;

    /// <inheritdoc cref="DataParts.Open"/>
    public DataParts Open(ParseResult parseResult, ModelDescription model, StatusLine status, bool isTrained = true) => DataParts.Open(parseResult.GetValue(_data)!, parseResult.GetValue(DataDir), model, status, isTrained);
}
