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
    private const string Digits = "G4";

    private readonly NumberOption<int> _rank = new("--rank", 1) { Description = "How many components; at most as many as the bilinear layer has units.", HelpName = "R", Required = true };
    private readonly NumberOption<ulong> _seed = new("--seed", 0) { Description = "The seed of the first components, which are drawn; 0 if left out.", HelpName = "S" };
    private readonly NumberOption<int> _seeds = new("--seeds", 1, MostSeeds) { Description = "Fit from so many seeds, from --seed on: writes the best, and says how far the components agree.", HelpName = "N" };
    private readonly NumberOption<int> _steps = new("--steps", 1) { Description = $"The most steps of each fit, {DefaultSteps} if left out; it ends earlier where none leads on." };
    private readonly DecimalOption _penalty = new("--penalty", "0.01", least: 0) { Description = $"How much the sum of the components' squares weighs beside the squared error, {DefaultPenalty} if left out: more of it makes seeds agree, and the fit less close.", HelpName = "P" };
    private readonly PortOption _port = new();

    public CpCommand()
        : base("cp", "Fit a model's tensor by a sum of R components that all outputs share (CP): writes weights, and beside them their program, a model like any other. With --data, says how good it is.", ".safetensors", needsData: false,
            "bmlp study cp mnist.bmlp --weights mnist.safetensors --data mnist --rank 64 --out cp64.safetensors",
            "bmlp study cp mnist.bmlp --weights mnist.safetensors --rank 64 --seeds 3 --out cp64.safetensors")
    {
        foreach (var option in new Option[] { _rank, _seed, _seeds, _penalty, _steps })
            Add(option);
        _port.AddTo(this);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult)
    {
        List<CommandFile> files = [.. base.Files(parseResult)];
        return [.. files, .. CommandFile.Beside(files[^1], UnitProgram.Place)];
    }

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var stop = new StopSignal();
        using var loaded = Load(parseResult, status);
        var data = Data.Find(parseResult, loaded.Model, status);
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
        Write(fits, best, score);
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
        var fit = CpDecomposition.Fit(loaded.Weights, path, options, (step, cosine) => status.Show(work, () => string.Create(CultureInfo.InvariantCulture, $"step {step}, cosine {cosine:F5}")), cancellation);
        status.Clear();
        return fit;
    }

    private static void Write(IReadOnlyList<CpDecomposition> fits, CpDecomposition best, CpScore? score)
    {
        Score.Write("cosine", best.Cosine);
        if (fits.Count > 1)
        {
            foreach (var fit in fits)
                Score.Write(string.Create(CultureInfo.InvariantCulture, $"cosine.seed_{fit.Seed}"), fit.Cosine);
            List<(CpDecomposition Left, CpDecomposition Right)> pairs = [.. fits.SelectMany((left, index) => fits.Skip(index + 1).Select(right => (left, right)))];
            List<double> matched = [.. pairs.SelectMany(pair => pair.Left.Match(pair.Right))];
            Score.Write("between_fits", pairs.Average(pair => pair.Left.CosineTo(pair.Right)));
            Score.Write("matched_mean", matched.Average());
            Score.Write("matched_median", matched.Order().ElementAt(matched.Count / 2));
            Score.Write("matched_above_0.9", matched.Count(cosine => cosine > 0.9) / (double)matched.Count);
        }

        if (score is { } measured)
        {
            if (!double.IsNaN(measured.Accuracy))
            {
                Score.Write("accuracy", measured.Accuracy);
                Score.Write("model_accuracy", measured.ModelAccuracy);
                Score.Write("agreement", measured.Agreement);
            }

            Score.Write("largest_error", measured.LargestError, Digits);
            Score.Write("largest_output", measured.LargestOutput, Digits);
        }
    }
}
