using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>A command that takes weights apart: FILE, <c>--weights</c>, <c>--data</c>, <c>--out</c>, <c>--no-cache</c>.</summary>
internal abstract class SpectralCommand : ToolCommand
{
    private readonly ModelOptions _model = new();
    private readonly DeviceChoice _device = new();
    private readonly Option<string?> _out;
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Compute everything anew, and keep nothing of it in the user's cache." };

    protected SpectralCommand(string name, string description, string output, bool needsData, params string[] examples)
        : this(name, description, new Option<string?>("--out") { Description = $"The {output} file to write.", HelpName = "FILE", Required = true }, needsData, examples)
    {
    }

    /// <param name="output">The option <c>--out</c>.</param>
    protected SpectralCommand(string name, string description, Option<string?> output, bool needsData, string[] examples)
        : base(name, description, examples)
    {
        Data = new DataOptions(needsData);
        _out = output;
        _model.AddTo(this);
        Weights.AddTo(this);
        Data.AddTo(this);
        Add(_out);
        Add(_noCache);
        _device.AddTo(this);
        Do(Run);
    }

    protected WeightsOptions Weights { get; } = new();

    protected DataOptions Data { get; }

    protected string Out(ParseResult parseResult) => parseResult.GetValue(_out)!;

    /// <summary>The file to write, of a command that may be given one.</summary>
    protected string? Find(ParseResult parseResult) => parseResult.GetValue(_out);

    protected bool HasOut(ParseResult parseResult) => parseResult.GetResult(_out) is not null;

    protected LoadedModel Load(ParseResult parseResult, StatusLine status, bool takesTexts = false) =>
        new(_model.Read(parseResult), Weights.Open(parseResult), isCached: !parseResult.GetValue(_noCache), () => _device.Open(parseResult), status, takesTexts);

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
        [_model.File(parseResult), Weights.File(parseResult), .. Data.Files(parseResult), .. Find(parseResult) is { } path ? [CommandFile.Output(_out.Name, path) with { IsTensors = WritesTensors(parseResult) }] : Array.Empty<CommandFile>()];

    /// <summary>Whether <c>--out</c> gets tensors; else a page or a table.</summary>
    protected virtual bool WritesTensors(ParseResult parseResult) => false;

    protected abstract int Run(ParseResult parseResult, StatusLine status);
}
