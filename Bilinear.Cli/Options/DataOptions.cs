using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Text;
using Bilinear.Data.Text.Formats;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary>The data of a command: <c>--data</c>, <c>--data-dir</c>, <c>--target</c>, and what goes with texts.</summary>
internal sealed class DataOptions(bool isRequired = true)
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "mnist, fashion-mnist, digits, a CSV file, or a folder: MNIST's four IDX files, train and test as .safetensors, .npz or .csv, pictures by class, or, for a model of texts, train.txt and test.txt; or a file of texts.",
        HelpName = "NAME|DIR|FILE",
        Required = isRequired,
    };

    private readonly Option<string?> _target = new("--target") { Description = "The column of a CSV file that is predicted; if left out, the one that the weights were trained on.", HelpName = "COLUMN" };

    private readonly TextDataOptions _texts = new();

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_target);
        _texts.AddTo(command);
        command.Add(DataDir);
    }

    /// <summary>For a command that trains a model of others further, which adds it.</summary>
    public Option<string?> Ending { get; } = new("--ending") { Description = "What is put behind each text that is trained on, for a model that ends its texts with words of its own, such as <|end_story|>.", HelpName = "TEXT" };

    public Option<string?> DataDir { get; } = new("--data-dir") { Description = "The folder with the data, or the one that holds such folders; if left out, that of BILINEAR_DATA, then the user's cache.", HelpName = "DIR" };

    public bool IsGiven(ParseResult parseResult) => parseResult.GetResult(_data) is not null;

    public bool HasTokenizer(ParseResult parseResult) => _texts.Tokenizer(parseResult) is not null;

    /// <summary>What is read of them.</summary>
    public IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        if (parseResult.GetValue(_data) is not { } data)
            return _texts.Files(parseResult);
        return
        [
            .. DataParts.FilesOf(data, parseResult.GetValue(DataDir)).Select(file => CommandFile.Input($"{_data.Name}'s", file)),
            .. _texts.Files(parseResult),
        ];
    }

    /// <summary>Opens the data; returns null where none were asked for.</summary>
    /// <param name="schema">What the weights say of the data that they were trained on.</param>
    /// <inheritdoc cref="DataParts.Open"/>
    public DataParts? Find(ParseResult parseResult, ModelDescription model, StatusLine status, DataSchema? schema = null) => parseResult.GetValue(_data) is null ? null : Open(parseResult, model, status, schema: schema);

    /// <inheritdoc cref="Find"/>
    public DataParts Open(ParseResult parseResult, ModelDescription model, StatusLine status, bool isTrained = true, DataSchema? schema = null) =>
        DataParts.Open(Request(parseResult, schema), model, status, isTrained);

    /// <summary>The tokenizer; null where none is named.</summary>
    /// <exception cref="TextFileException">It is none, or one that is not supported.</exception>
    public Tokenizer? Tokenizer(ParseResult parseResult) => _texts.Tokenizer(parseResult) is { } path ? Bilinear.Data.Text.Tokenizer.Load(path) : null;

    /// <summary>Opens texts to be scored, each alone.</summary>
    public TextParts OpenTexts(ParseResult parseResult, ModelDescription model, StatusLine status) => TextParts.Of(Request(parseResult, null), model, status);

    private DataRequest Request(ParseResult parseResult, DataSchema? schema) =>
        new(parseResult.GetValue(_data)!, parseResult.GetValue(DataDir), parseResult.GetValue(_target), schema) { Tokenizer = _texts.Tokenizer(parseResult), Test = _texts.Test(parseResult), Ending = parseResult.GetValue(Ending) };
}
