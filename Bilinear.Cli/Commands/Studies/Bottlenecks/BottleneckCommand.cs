using System.CommandLine;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Reports;

namespace Bilinear.Cli.Commands.Studies.Bottlenecks;

/// <summary>Narrows each bilinear layer to few singular components, and measures the model.</summary>
internal sealed class BottleneckCommand : SpectralCommand
{
    private readonly PartOption _part = new();
    private readonly PortOption _port = new();
    private readonly JsonOption _json = new();
    private readonly Option<bool> _csv = new("--csv") { Description = "Write CSV to standard output instead of text, a row for each layer and number of components." };

    public BottleneckCommand()
        : base("bottleneck", "Narrow each bilinear layer, one at a time, to 1, 2, 4, … and all components of its singular value decomposition, and measure accuracy and loss.",
            new Option<string?>("--out") { Description = "Also write it to an .html file, with the curves.", HelpName = "FILE" }, needsData: true,
            ["bmlp study bottleneck deep.bmlp --weights deep.safetensors --data mnist --out bottleneck.html"])
    {
        _part.AddTo(this);
        _port.AddTo(this);
        Add(_json);
        Add(_csv);
    }

    public override IEnumerable<string> Mistakes(ParseResult parseResult) =>
        parseResult.GetValue(_json) && parseResult.GetValue(_csv) ? [$"{_json.Name} and {_csv.Name} both say how the result is written: give one of the two."] : [];

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var layers = loaded.Stack(_port.Read(parseResult, loaded.Model), this.Called());
        var part = _part.Of(parseResult, Data.Open(parseResult, loaded.Model, status, schema: loaded.Schema));
        loaded.ThrowIfNotFinite(part);

        var study = status.While($"narrowing {(layers.Count == 1 ? "the layer" : $"{layers.Count} layers")} of {loaded.Model.Name} on {part.Name}", () => loaded.Narrow(layers, part));
        if (Find(parseResult) is { } page)
            status.While("drawing the page", () => BottleneckReport.Write(page, study));
        if (parseResult.GetValue(_json))
            BottleneckJson.Write(study);
        else if (parseResult.GetValue(_csv))
            BottleneckCsv.Write(study);
        else
            BottleneckText.Write(study);
        if (Find(parseResult) is { } written)
            Written.Say(status, written);
        return ExitCode.Success;
    }
}
