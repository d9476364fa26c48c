using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Spectral.Units;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Cuts a model down to a few directions for each output: weights and a program of their own.</summary>
internal sealed class TruncateCommand : SpectralCommand
{
    private const string Digits = "G4";

    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many eigenvectors each output keeps.", HelpName = "K", Required = true };
    private readonly PortOption _port = new();
    private readonly RuleOption _rule = new();

    public TruncateCommand()
        : base("truncate", "Keep a few directions of each output: writes weights, and beside them their program, a model like any other. With --data, says what is lost.", ".safetensors", needsData: false,
            "bmlp truncate mnist.bmlp --weights mnist.safetensors --data mnist --keep 8 --out top8.safetensors")
    {
        Add(_keep);
        _port.AddTo(this);
        _rule.AddTo(this);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        List<CommandFile> files = [.. base.Files(parseResult)];
        return [.. files, .. CommandFile.Beside(files[^1], UnitProgram.Place)];
    }

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var keep = parseResult.GetValue(_keep)!.Value;
        var data = Data.Find(parseResult, loaded.Model, status, loaded.Schema);
        if (data is not null)
            loaded.ThrowIfNotFinite(data.Test);
        var rule = _rule.Read(parseResult, data) ?? TruncationRule.Magnitude;
        var spectra = loaded.DecomposeFor(rule, _port.Read(parseResult, loaded.Model), data);
        loaded.ThrowIfFewer(spectra[0].AllValues.Count, keep);

        // Measured before anything is written: data that cannot be measured on are then refused with nothing left behind.
        var curve = data is null ? null : status.While($"measuring what is lost on {data.Test.Name}", () => Truncation.Curve(spectra, rule, data.Test));
        Truncation.Cut(spectra, rule, keep).Save(Out(parseResult));
        Written.Say(status, [Out(parseResult), .. UnitProgram.Place.Beside(Out(parseResult)) is { } program ? [program] : Array.Empty<string>()]);
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
}
