using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Spectral.Truncating;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Cuts a model down to a few directions for each output: weights and a program of their own.</summary>
internal sealed class TruncateCommand : SpectralCommand
{
    private const string Digits = "G4";
    private const string Magnitude = "magnitude";
    private const string Ends = "ends";
    private const string MeanActivation = "mean_activation";

    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many eigenvectors each output keeps.", HelpName = "K", Required = true };
    private readonly PortOption _port = new();
    private readonly Option<string> _rule = new("--rule")
    {
        Description = "Which: those of largest |λ|, half of them from each end of the spectrum, or those of largest mean activation, which needs --data.",
        HelpName = $"{Magnitude}|{Ends}|{MeanActivation}",
        DefaultValueFactory = _ => Magnitude,
    };

    public TruncateCommand()
        : base("truncate", "Keep a few directions of each output: writes weights, and beside them their program, a model like any other. With --data, says what is lost.", ".safetensors", needsData: false,
            "bmlp truncate mnist.bmlp --weights mnist.safetensors --data mnist --keep 8 --out top8.safetensors")
    {
        _rule.AcceptOnly("rule", Magnitude, Ends, MeanActivation);
        Add(_keep);
        _port.AddTo(this);
        Add(_rule);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        List<CommandFile> files = [.. base.Files(parseResult)];
        return [.. files, .. CommandFile.Beside(files[^1], TruncatedProgram.Place)];
    }

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var (keep, rule) = (parseResult.GetValue(_keep)!.Value, Rule(parseResult.GetValue(_rule)!));
        var data = Data.Find(parseResult, loaded.Model, status);
        if (rule == TruncationRule.MeanActivation && data is null)
            throw new InputException($"--rule {MeanActivation} keeps the eigenvectors that respond most strongly to data: give it some with --data, best those that the model was trained on.");
        var order = rule == TruncationRule.MeanActivation ? SpectrumOrder.MeanActivation : SpectrumOrder.Magnitude;
        var plan = loaded.Plan(_port.Read(parseResult, loaded.Model)) with { Order = order, Keep = 1, Bias = BiasTreatment.Separate };
        var spectra = status.While($"decomposing {loaded.Model.Name}", () => loaded.Decompose(plan, order == SpectrumOrder.MeanActivation ? data!.Train : null));
        if (keep > spectra[0].AllValues.Count)
            throw new InputException($"--keep {keep}: an output of {loaded.Model.Name} has {spectra[0].AllValues.Count} eigenvectors, of which 1 to {spectra[0].AllValues.Count} can be kept.");

        // Measured before anything is written: data that cannot be measured on are then refused with nothing left behind.
        var curve = data is null ? null : status.While($"measuring what is lost on {data.Test.Name}", () => Truncation.Curve(spectra, rule, data.Test));
        Truncation.Cut(spectra, rule, keep).Save(Out(parseResult));
        Written.Say(status, [Out(parseResult), .. TruncatedProgram.Place.Beside(Out(parseResult)) is { } program ? [program] : Array.Empty<string>()]);
        if (curve is not null)
            Write(curve, keep);
        return ExitCode.Success;
    }

    /// <summary>What is lost on test data; the bounds hold without looking at the whole model's outputs.</summary>
    private static void Write(TruncationCurve curve, int keep)
    {
        var point = curve.Keeping(keep);
        if (!double.IsNaN(point.Accuracy))
        {
            Score.Write("accuracy", point.Accuracy);
            Score.Write("agreement", point.Agreement);
            Score.Write("certified_agreement", point.CertifiedShare);
        }

        Score.Write("largest_error", point.Error.Largest, Digits);
        Score.Write("certified_error", point.Certified.Largest, Digits);
        Score.Write("loose_error", point.Loose.Largest, Digits);
        Score.Write("largest_output", curve.LargestOutput, Digits);
    }

    private static TruncationRule Rule(string name) => name switch
    {
        Ends => TruncationRule.Ends,
        MeanActivation => TruncationRule.MeanActivation,
        _ => TruncationRule.Magnitude,
    };
}
