using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Data.Formats;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data.Files;

namespace Bilinear.Cli.Commands.OwnData;

/// <summary>Says what was understood of data: parts, columns, classes, range, and which model they would fit.</summary>
internal sealed class DataShowCommand : ToolCommand
{
    private readonly Argument<string> _data = new("DATA") { Description = "A name, a folder or a file, as --data takes it." };
    private readonly Option<string?> _target = new("--target") { Description = "The column of a CSV file that is predicted; the columns alone are shown if left out.", HelpName = "COLUMN" };
    private readonly Option<string?> _dataDir = new("--data-dir") { Description = "The folder with the data, or the one that holds such folders.", HelpName = "DIR" };
    private readonly TextDataOptions _texts = new();
    private readonly JsonOption _json = new();

    public DataShowCommand()
        : base("show", "Say what data are: parts, columns and their types, classes, range, and which model they would fit.",
            "bmlp data show iris.csv --target species", "bmlp data show pictures", "bmlp data show digits --json", "bmlp data show train.txt.gz --test test.txt.gz --tokenizer tokenizer.json")
    {
        Add(_data);
        Add(_target);
        _texts.AddTo(this);
        Add(_dataDir);
        Add(_json);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
        [.. DataParts.FilesOf(parseResult.GetValue(_data)!, parseResult.GetValue(_dataDir)).Select(file => CommandFile.Input(_data.Name, file)), .. _texts.Files(parseResult)];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var request = new DataRequest(parseResult.GetValue(_data)!, parseResult.GetValue(_dataDir), parseResult.GetValue(_target), Schema: null) { Tokenizer = _texts.Tokenizer(parseResult), Test = _texts.Test(parseResult) };
        if (TextParts.AreMeant(request))
            ShowTexts(TextParts.Of(request, null, status), request.Data, parseResult.GetValue(_json));
        else
            ShowSamples(request, parseResult.GetValue(_json), status);
        return ExitCode.Success;
    }

    private static void ShowTexts(TextParts texts, string data, bool isJson)
    {
        var summary = new TextSummary(data, [.. texts.Files.Select(file => TextPart.Of(file.Name, file.Path, texts))]);
        if (isJson)
            summary.WriteJson();
        else
            summary.WriteText();
    }

    private static void ShowSamples(DataRequest request, bool isJson, StatusLine status)
    {
        var place = DataParts.PlaceOf(request);
        var format = place is null ? null : DataFormat.Of(place);
        var table = format is { HasColumns: true } ? status.While($"reading {place}", () => CsvFile.Open(CsvFormat.TrainingFile(place!))) : null;
        var parts = table is not null && request.Target is null ? null : DataParts.Read(request, null, status);
        parts?.SayWhatIsMissing(request, status);
        var summary = new DataSummary(request.Data, format?.Title ?? "carried by the tool", table, parts);
        if (isJson)
            summary.WriteJson();
        else
            summary.WriteText();
    }
}
