using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Spectral.Units;

namespace Bilinear.Cli.Commands.Spectra.Truncating;

/// <summary>Cuts a model down to a few directions for each output: weights and a program of their own.</summary>
internal sealed class TruncateCommand : SpectralCommand
{
    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many eigenvectors each output keeps.", HelpName = "K" };
    private readonly PortOption _port = new();
    private readonly RuleOption _rule = new();
    private readonly JsonOption _json = new();
    private readonly Option<bool> _curve = new("--curve") { Description = "Measure every K on the test data, in one pass: writes CSV, a row for each, to standard output or to --out, and no model." };

    public TruncateCommand()
        : base("truncate", "Keep a few directions of each output: writes weights, and beside them their program, a model like any other. With --data, says what is lost.",
            new Option<string?>("--out") { Description = "The .safetensors file to write; with --curve the .csv file.", HelpName = "FILE" }, needsData: false,
            ["bmlp truncate mnist.bmlp --weights mnist.safetensors --data mnist --keep 8 --out top8.safetensors", "bmlp truncate mnist.bmlp --weights mnist.safetensors --data mnist --curve --out curve.csv"])
    {
        Add(_keep);
        _port.AddTo(this);
        _rule.AddTo(this);
        Add(_json);
        Add(_curve);
    }

    public override IEnumerable<string> Mistakes(ParseResult parseResult)
    {
        var (isCurve, keeps) = (parseResult.GetValue(_curve), parseResult.GetResult(_keep) is not null);
        string[] missing = isCurve ? [] : [.. keeps ? [] : new[] { $"{_keep.Name} {_keep.HelpName}" }, .. HasOut(parseResult) ? [] : new[] { "--out FILE" }];
        if (missing.Length > 0)
            yield return $"{this.Called()} needs {string.Join(" and ", missing)}, or {_curve.Name}.";
        if (isCurve && (keeps || parseResult.GetValue(_json)))
            yield return $"{_curve.Name} measures every number of eigenvectors, and writes CSV: give it without {(keeps ? _keep.Name : _json.Name)}.";
        if (isCurve && !Data.IsGiven(parseResult))
            yield return $"{_curve.Name} measures on data: give it some with --data.";
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        List<CommandFile> files = [.. base.Files(parseResult)];
        return parseResult.GetValue(_curve) ? files : [.. files, .. CommandFile.Beside(files[^1], UnitProgram.Place)];
    }

    protected override bool WritesTensors(ParseResult parseResult) => !parseResult.GetValue(_curve);

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var data = Data.Find(parseResult, loaded.Model, status, loaded.Schema);
        if (data is not null)
            loaded.ThrowIfNotFinite(data.Test);
        var rule = _rule.Read(parseResult, data) ?? TruncationRule.Magnitude;
        var spectra = loaded.DecomposeFor(rule, _port.Read(parseResult, loaded.Model), data);
        var keep = parseResult.GetValue(_keep) ?? 1;
        loaded.ThrowIfFewer(spectra[0].AllValues.Count, keep);

        // Measured before anything is written: data that cannot be measured on are then refused with nothing left behind.
        var curve = data is null ? null : status.While($"measuring what is lost on {data.Test.Name}", () => Truncation.Curve(spectra, rule, data.Test));
        if (parseResult.GetValue(_curve))
        {
            CurveCsv.Write(curve!, Find(parseResult), status);
            return ExitCode.Success;
        }

        var truncated = Truncation.Cut(spectra, rule, keep);
        truncated.Save(Out(parseResult));
        Written.Say(status, [Out(parseResult), .. UnitProgram.Place.Beside(Out(parseResult)) is { } program ? [program] : Array.Empty<string>()]);
        if (parseResult.GetValue(_json))
            TruncationJson.Write(spectra, truncated, rule, keep, data?.Test, curve);
        else if (curve is not null)
            TruncationText.Write(curve, curve.Keeping(keep));
        return ExitCode.Success;
    }
}
