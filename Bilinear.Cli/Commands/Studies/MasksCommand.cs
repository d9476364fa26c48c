using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Reports;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>Makes adversarial masks from a model's eigenvectors, and measures on data what they do.</summary>
internal sealed class MasksCommand : SpectralCommand
{
    private const int DefaultKeep = 10;
    private const int DefaultPerOutput = 3;
    private const string Input = "input";
    private const string Latent = "latent";

    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = $"How many eigenvectors of each output a mask leaves alone but its own, those of the largest positive eigenvalues; {DefaultKeep} if left out.", HelpName = "K" };
    private readonly NumberOption<int> _masks = new("--masks", 1) { Description = $"How many masks each output has, those of its first eigenvectors; {DefaultPerOutput} if left out, and at most K.", HelpName = "N" };
    private readonly DecimalOption _below = new("--mean-below", "0.01") { Description = "Masks change only pixels whose mean over the training data is below this; all pixels if left out.", HelpName = "MEAN" };
    private readonly NumberOption<ulong> _seed = new("--seed", 0) { Description = "The seed of the permuted masks; 0 if left out.", HelpName = "S" };
    private readonly Option<string> _basis = new("--basis")
    {
        Description = "Where a mask moves its own eigenvector and no other: in the input, or, as in the literature, in the bilinear layer's input, from which it is then seen through the layers before.",
        HelpName = $"{Latent}|{Input}",
        DefaultValueFactory = _ => Latent,
    };
    private readonly PartOption _part = new();
    private readonly PortOption _port = new();
    private readonly JsonOption _json = new();

    public MasksCommand()
        : base("masks", "Make adversarial masks from a classifier's weights, add them to data, and show how accuracy falls beside that under the same masks permuted, as a page.", ".html", needsData: true,
            "bmlp study masks masked.bmlp --weights masked.safetensors --data mnist --out masks.html",
            "bmlp study masks masked.bmlp --weights masked.safetensors --data mnist --mean-below 0.01 --out edge.html")
    {
        _basis.AcceptOnly("basis", Latent, Input);
        foreach (var option in new Option[] { _keep, _masks, _below, _basis, _seed })
            Add(option);
        _part.AddTo(this);
        _port.AddTo(this);
        Add(_json);
    }

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var data = Data.Open(parseResult, loaded.Model, status, schema: loaded.Schema);
        var masked = _part.Of(parseResult, data);
        loaded.ThrowIfNotFinite(masked);
        var options = new MaskOptions
        {
            Keep = parseResult.GetValue(_keep) ?? DefaultKeep,
            PerOutput = parseResult.GetValue(_masks) ?? Math.Min(DefaultPerOutput, parseResult.GetValue(_keep) ?? DefaultKeep),
            MeanBelow = parseResult.GetValue(_below),
            Seed = parseResult.GetValue(_seed) ?? 0,
        };
        if (options.PerOutput > options.Keep)
            throw new InputException($"{_masks.Name} {options.PerOutput}: an output has one mask for each eigenvector that is kept, and {_keep.Name} keeps {options.Keep}: ask for as many masks or fewer.");
        var plan = loaded.Plan(_port.Read(parseResult, loaded.Model)) with { Order = SpectrumOrder.Value, Keep = 1, Bias = BiasTreatment.Separate, Basis = parseResult.GetValue(_basis) == Latent ? SpectrumBasis.Latent : SpectrumBasis.Input };
        var spectra = status.While($"decomposing {loaded.Model.Name}", () => loaded.Decompose(plan));
        var masks = status.While("making the masks", () => AdversarialMasks.Of(spectra, data.Train, options));
        var curve = status.While($"masking {masked.Name}", () => masks.Measure(masked));
        status.While("drawing the page", () => MaskReport.Write(Out(parseResult), masks, curve));
        Written.Say(status, Out(parseResult));
        status.Say(string.Create(CultureInfo.InvariantCulture, $"note: {masks.Count} masks of {masks.Pixels.Count} pixels on {curve.Data.Name}{(curve[0].Accuracy.HasInterval ? "" : "; they aim at too few outputs for intervals")}"));
        if (parseResult.GetValue(_json))
            MasksJson.Write(masks, curve);
        else
            MasksText.Write(curve);
        return ExitCode.Success;
    }
}
