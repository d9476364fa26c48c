using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Commands.Spectra;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Spectral.Units;

namespace Bilinear.Cli.Commands.Studies;

/// <summary>Fits a model's tensor by a few components that its outputs share: weights and a program of their own.</summary>
internal sealed class CpCommand : SpectralCommand
{
    private const int DefaultSteps = 500;
    private const string DefaultPenalty = "0.01";
    private const int MostSeeds = 100;

    private readonly NumberOption<int> _rank = new("--rank", 1) { Description = "How many components; at most as many as the bilinear layer has units.", HelpName = "R", Required = true };
    private readonly NumberOption<ulong> _seed = new("--seed", 0) { Description = "The seed of the first components, which are drawn; 0 if left out.", HelpName = "S" };
    private readonly NumberOption<int> _seeds = new("--seeds", 1, MostSeeds) { Description = "Fit from so many seeds, from --seed on: writes the best, and says how far the components agree.", HelpName = "N" };
    private readonly NumberOption<int> _steps = new("--steps", 1) { Description = $"The most steps of each fit, {DefaultSteps} if left out; it ends earlier where none leads on." };
    private readonly DecimalOption _penalty = new("--penalty", DefaultPenalty, least: 0) { Description = $"How much the sum of the components' squares weighs beside the squared error, {DefaultPenalty} if left out: more of it makes seeds agree, and the fit less close.", HelpName = "P" };
    private readonly PortOption _port = new();
    private readonly JsonOption _json = new();

    public CpCommand()
        : base("cp", "Fit a model's tensor by a sum of R components that all outputs share (CP): writes weights, and beside them their program, a model like any other. With --data, says how good it is.", ".safetensors", needsData: false,
            "bmlp study cp mnist.bmlp --weights mnist.safetensors --data mnist --rank 64 --out cp64.safetensors",
            "bmlp study cp mnist.bmlp --weights mnist.safetensors --rank 64 --seeds 3 --out cp64.safetensors")
    {
        foreach (var option in new Option[] { _rank, _seed, _seeds, _penalty, _steps })
            Add(option);
        _port.AddTo(this);
        Add(_json);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        List<CommandFile> files = [.. base.Files(parseResult)];
        return [.. files, .. CommandFile.Beside(files[^1], UnitProgram.Place)];
    }

    protected override bool WritesTensors(ParseResult parseResult) => true;

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var stop = new StopSignal();
        using var loaded = Load(parseResult, status);
        var data = Data.Find(parseResult, loaded.Model, status, loaded.Schema);
        var path = loaded.Plan(_port.Read(parseResult, loaded.Model)).Path;
        var cancellation = stop.Listen();
        var fits = new List<CpDecomposition>();
        var (first, count) = (parseResult.GetValue(_seed) ?? 0, parseResult.GetValue(_seeds) ?? 1);
        try
        {
            for (var index = 0; index < count; index++)
                fits.Add(Fit(loaded, path, Wanted(parseResult) with { Seed = first + (ulong)index }, status, cancellation));
        }
        catch (OperationCanceledException)
        {
            status.Clear();
            status.Say("stopped: nothing is written");
            return stop.ExitCode;
        }

        var best = fits.MaxBy(fit => fit.Cosine)!;
        // Measured before anything is written, as truncations are.
        var score = data is null ? (CpScore?)null : status.While($"measuring the fit on {data.Test.Name}", () => best.Measure(data.Test));
        best.Save(Out(parseResult));
        Written.Say(status, [Out(parseResult), .. UnitProgram.Place.Beside(Out(parseResult)) is { } program ? [program] : Array.Empty<string>()]);
        if (fits.Where(fit => !fit.HasConverged).Select(fit => fit.Seed).ToList() is { Count: > 0 } cut)
            status.Say(string.Create(CultureInfo.InvariantCulture, $"note: the limit of {Wanted(parseResult).Steps} steps ended the {(cut.Count == 1 ? "fit of seed" : "fits of the seeds")} {string.Join(", ", cut)}; with more {_steps.Name} {(cut.Count == 1 ? "it comes" : "they come")} closer"));
        if (parseResult.GetValue(_json))
            CpJson.Write(fits, best, data?.Test, score);
        else
            CpText.Write(fits, best, score);
        return ExitCode.Success;
    }

    private CpOptions Wanted(ParseResult parseResult) => new(parseResult.GetValue(_rank)!.Value)
    {
        Penalty = parseResult.GetValue(_penalty) ?? double.Parse(DefaultPenalty, CultureInfo.InvariantCulture),
        Steps = parseResult.GetValue(_steps) ?? DefaultSteps,
    };

    private static CpDecomposition Fit(LoadedModel loaded, QuadraticPath path, CpOptions options, StatusLine status, CancellationToken cancellation)
    {
        var work = string.Create(CultureInfo.InvariantCulture, $"fitting {options.Rank} components to {loaded.Model.Name}, seed {options.Seed}");
        var fit = CpDecomposition.Fit(loaded.Weights, path, options, (step, cosine) => status.Show(work, () => string.Create(CultureInfo.InvariantCulture, $"step {step} of {options.Steps}, cosine {cosine:F5}")), cancellation);
        status.Clear();
        return fit;
    }
}
