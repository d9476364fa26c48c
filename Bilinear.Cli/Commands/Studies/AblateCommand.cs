using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Reports;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>Takes eigenvectors out of a model and measures what that does to it, one at a time and together.</summary>
internal sealed class AblateCommand : SpectralCommand
{
    private const int DefaultTop = 10;

    private readonly ClassOptions _class = new("Take eigenvectors out of");
    private readonly PairsOption _pairs = new();
    private readonly NumberOption<int> _top = new("--top", 1) { Description = "How many of the leading eigenvectors, where --pairs names none.", HelpName = "K", DefaultValueFactory = _ => DefaultTop };
    private readonly Option<bool> _only = new("--only") { Description = "Take all others out, so that only these stay." };
    private readonly PartOption _part = new();
    private readonly PortOption _port = new();
    private readonly JsonOption _json = new();

    public AblateCommand()
        : base("ablate", "Take eigenvectors out of a class, or of every class at once, and measure accuracy, loss and every class: one at a time, then together.",
            new Option<string?>("--out") { Description = "Also write it to an .html file, with the curve.", HelpName = "FILE" }, needsData: true,
            ["bmlp study ablate mnist.bmlp --weights mnist.safetensors --data mnist --class 3", "bmlp study ablate mnist.bmlp --weights mnist.safetensors --data mnist --class 3 --pairs 0,2 --only --out only.html"])
    {
        _class.AddTo(this);
        Add(_pairs);
        Add(_top);
        Add(_only);
        _part.AddTo(this);
        _port.AddTo(this);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetResult(_pairs) is not null && result.GetResult(_top) is { Implicit: false })
                result.Say("--pairs names the eigenvectors, and --top says how many of the leading ones are meant: give one of the two.");
        });
    }

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var plan = loaded.WholePlan(_port.Read(parseResult, loaded.Model), "bmlp study ablate");
        var output = loaded.Model.Outputs[plan.Path.ToOutput!.Value];
        var (row, against) = _class.Read(parseResult, output, loaded.ClassNames);
        var data = Data.Open(parseResult, loaded.Model, status, schema: loaded.Schema);
        var part = _part.Of(parseResult, data);
        loaded.ThrowIfNotFinite(part);

        var spectra = status.While($"decomposing {loaded.Model.Name}", () => loaded.Decompose(plan, data.Train));
        var count = spectra[0].Values.Count;
        var pairs = parseResult.GetValue(_pairs) is { Length: > 0 } named ? named : [.. Enumerable.Range(0, Math.Min(count, parseResult.GetValue(_top)!.Value))];
        if (pairs.Max() >= count)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{_pairs.Name} {pairs.Max()}: an output of {loaded.Model.Name} has {count} eigenvectors, 0 … {count - 1}."));

        IReadOnlyList<EigenSpectrum> of = row is not { } asked ? spectra : against is null ? [spectra[asked]] : spectra.Along(ClassOptions.DirectionOf(asked, against, output.Count, spectra.ClassName));
        var sweep = status.While($"taking eigenvectors out on {part.Name}", () => AblationSweep.Measure(spectra, part, of, pairs, parseResult.GetValue(_only)));
        if (Find(parseResult) is { } page)
            status.While("drawing the page", () => AblationReport.Write(page, sweep));
        PairNames.Remark(spectra, status);
        if (parseResult.GetValue(_json))
            AblationJson.Write(sweep);
        else
            AblationText.Write(sweep);
        if (Find(parseResult) is { } written)
            Written.Say(status, written);
        return ExitCode.Success;
    }
}
