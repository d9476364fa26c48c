using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary>The data of a command: <c>--data</c>, <c>--data-dir</c>, <c>--target</c>.</summary>
internal sealed class DataOptions(bool isRequired = true)
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "mnist, fashion-mnist, digits, a CSV file, or a folder: MNIST's four IDX files, train and test as .safetensors, .npz or .csv, pictures by class, or, for a model of texts, train.txt and test.txt; or a file of texts.",
        HelpName = "NAME|DIR|FILE",
        Required = isRequired,
    };

    private readonly Option<string?> _target = new("--target") { Description = "The column of a CSV file that is predicted; if left out, the one that the weights were trained on.", HelpName = "COLUMN" };

    private readonly Option<string?> _tokenizer = new("--tokenizer") { Description = "The tokenizer of texts: tokenizer.json of Hugging Face, or tokenizer.bin of llama2.c; if left out, that in the folder of the texts.", HelpName = "FILE" };

    private readonly Option<string?> _test = new("--test") { Description = "The file of texts to test with, where --data is a file of texts.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_target);
        command.Add(_tokenizer);
        command.Add(_test);
        command.Add(DataDir);
    }

    public Option<string?> DataDir { get; } = new("--data-dir") { Description = "The folder with the data, or the one that holds such folders; if left out, that of BILINEAR_DATA, then the user's cache.", HelpName = "DIR" };

    public bool IsGiven(ParseResult parseResult) => parseResult.GetResult(_data) is not null;

    /// <summary>What is read of them.</summary>
    public IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        if (parseResult.GetValue(_data) is not { } data)
            return [];
        return
        [
            .. DataParts.FilesOf(data, parseResult.GetValue(DataDir)).Select(file => CommandFile.Input($"{_data.Name}'s", file)),
            .. parseResult.GetValue(_test) is { } test ? [CommandFile.Input(_test.Name, test)] : Array.Empty<CommandFile>(),
            .. parseResult.GetValue(_tokenizer) is { } tokenizer ? [CommandFile.Input(_tokenizer.Name, tokenizer)] : Array.Empty<CommandFile>(),
        ];
    }

    /// <summary>Opens the data; returns null where none were asked for.</summary>
    /// <param name="schema">What the weights say of the data that they were trained on.</param>
    /// <inheritdoc cref="DataParts.Open"/>
    public DataParts? Find(ParseResult parseResult, ModelDescription model, StatusLine status, DataSchema? schema = null) => parseResult.GetValue(_data) is null ? null : Open(parseResult, model, status, schema: schema);

    /// <inheritdoc cref="Find"/>
    public DataParts Open(ParseResult parseResult, ModelDescription model, StatusLine status, bool isTrained = true, DataSchema? schema = null) =>
        DataParts.Open(Request(parseResult, schema), model, status, isTrained);

    /// <summary>Opens texts to be scored, each alone.</summary>
    public TextParts OpenTexts(ParseResult parseResult, StatusLine status) => TextParts.Of(Request(parseResult, null), status);

    private DataRequest Request(ParseResult parseResult, DataSchema? schema) =>
        new(parseResult.GetValue(_data)!, parseResult.GetValue(DataDir), parseResult.GetValue(_target), schema) { Tokenizer = parseResult.GetValue(_tokenizer), Test = parseResult.GetValue(_test) };
}
