using System.CommandLine;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Data;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Cli.Sweeping;
using Bilinear.Serialization.Files;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Cli.Commands;

/// <summary>Trains a model at every combination of settings and seeds, and compares them.</summary>
internal sealed class SweepCommand : ToolCommand
{
    private readonly ModelOptions _model = new("An argument and the values that it takes in turn, such as hidden=100,300; repeatable, and then every combination is trained.");
    private readonly DataOptions _data = new();
    private readonly DeviceChoice _device = new();
    private readonly SeedsOption _seeds = new();
    private readonly RecipeOptions _recipe = new();
    private readonly NumberOption<int> _jobs = new("--jobs", 1, 1024) { Description = "How many runs at once, each on its share of the threads; as many as there are cores if left out. Results do not depend on it." };
    private readonly Option<string> _out = new("--out") { Description = "The folder of the runs, each with weights, their program where training makes another, spectra, a log and run.json in a folder of its own.", HelpName = "DIR", Required = true };
    private readonly Option<string?> _csv = new("--csv") { Description = "Also write the table to a .csv file.", HelpName = "FILE" };
    private readonly JsonOption _json = new();

    public SweepCommand()
        : base("sweep", "Train, evaluate and decompose a model at every combination of settings and seeds, and print the means with their 95 % intervals. What was stopped goes on when the same command is given again.",
            "bmlp sweep mnist.bmlp --data mnist --set hidden=100,300 --seeds 0..4 --out widths",
            "bmlp sweep mnist.bmlp --data mnist --set hidden=100,300 --seeds 0..9 --out widths --csv widths.csv")
    {
        _model.AddTo(this);
        _data.AddTo(this);
        Add(_seeds);
        Add(_out);
        _recipe.AddTo(this);
        foreach (var option in new Option[] { _jobs, _csv, _json })
            Add(option);
        _device.AddTo(this);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
        [_model.File(parseResult), .. _data.Files(parseResult), .. parseResult.GetValue(_csv) is { } csv ? [CommandFile.Output(_csv.Name, csv)] : Array.Empty<CommandFile>()];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        using var stop = new StopSignal();
        var root = parseResult.GetValue(_out)!;
        CheckFolder(root, parseResult.GetValue(_csv));
        var (runs, data) = Plan(parseResult, root, status);
        Directory.CreateDirectory(root);
        using var claim = Claim(root);

        var session = new SweepSession(runs, data, shares => _device.OpenShares(parseResult, shares), parseResult.GetValue(_jobs) ?? Environment.ProcessorCount, status);
        IReadOnlyList<RunResult> results;
        try
        {
            results = session.Run(stop.Listen());
        }
        catch (OperationCanceledException) when (stop.ExitCode != 0)
        {
            status.Say($"stopped: {session.Complete} of {runs.Count} runs are complete. The same command goes on.");
            return stop.ExitCode;
        }

        var table = SweepTable.Of(runs, results);
        if (parseResult.GetValue(_csv) is { } csv)
        {
            SweepOutput.WriteCsv(csv, table);
            Written.Say(status, csv);
        }
        SayErrors(results, status);
        if (parseResult.GetValue(_json))
            SweepOutput.WriteJson(table, runs, results);
        else
            SweepOutput.WriteText(table);
        return ExitCode.Success;
    }

    /// <summary>Every run, compiled and checked before the first begins.</summary>
    private (IReadOnlyList<SweepRun> Runs, DataParts Data) Plan(ParseResult parseResult, string root, StatusLine status)
    {
        var request = _model.Read(parseResult);
        if (request.Arguments.GroupBy(pair => pair.Key).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new InputException($"--set names {ForeignText.Shorten(repeated.Key)} twice: give all of its values in one, as --set {ForeignText.Shorten(repeated.Key)}={ForeignText.Shorten(string.Join(',', repeated.Select(pair => pair.Value)))}.");
        if (request.Arguments.FirstOrDefault(pair => Settings.Values(pair.Value).Contains("")) is { Key: { } empty, Value: var values })
            throw new InputException($"--set {ForeignText.Shorten($"{empty}={values}")} has nothing where a value belongs.");
        var runs = new List<SweepRun>();
        DataParts? data = null;
        foreach (var settings in Settings.Of(request.Arguments))
        {
            var model = CompiledModel.Load(request with { Arguments = settings }, status);
            data ??= _data.Open(parseResult, model, status);
            if (data.Train.Texts is { } texts && texts.Context != model.Context)
                throw new InputException($"Texts are cut into pieces of the context, {texts.Context} in one run of this sweep and {model.Context} in another, whose losses cannot be compared: sweep over each by itself.");
            DataCheck.Fits(model, data.Train);
            DataCheck.Fits(model, data.Test);
            var options = _recipe.Read(parseResult, model.TrainDefaults);
            var written = ModelOfWeights(model, request with { Arguments = settings }, status);
            foreach (var seed in parseResult.GetValue(_seeds) is { Length: > 0 } asked ? asked : [options.Seed])
                runs.Add(SweepRun.Of(settings, model, options with { Seed = seed }, root) with { Written = written });
        }
        // 0.1 and 1e-1 are one value.
        if (runs.GroupBy(run => (run.Options.Seed, string.Join('\n', run.Model.Arguments))).Concat<IEnumerable<SweepRun>>(runs.GroupBy(run => run.Folder)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InputException($"Two runs of this sweep are the same, {string.Join(" and ", twice.Select(run => run.Name).Distinct())}: give each value once.");
        return (runs, data!);
    }

    private static ModelDescription ModelOfWeights(ModelDescription model, ModelRequest request, StatusLine status) => model.TrainedText is not { } text ? model : CompiledModel.Load(request with
    {
        Text = text,
        Arguments = [.. request.Arguments.Select(argument => argument.Value == "silu" && model.TrainDefaults.Anneal > 0 ? KeyValuePair.Create(argument.Key, "none") : argument)],
    }, status);

    private static void CheckFolder(string root, string? csv)
    {
        var place = FilePlace.Of(root);
        if (place.Kind is not (FileKind.None or FileKind.Folder))
            throw new InputException($"--out {root} is no folder: name one, which is made where there is none.");
        if (place.Kind == FileKind.None && !Directory.Exists(Path.GetDirectoryName(place.Path)))
            throw new InputException($"--out {root}: there is no folder {Path.GetDirectoryName(place.Path)}. Make it first.");
        if (csv is not null && FilePlace.Of(csv).Path.StartsWith(place.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InputException($"--csv {csv} lies in --out {root}, which is for the runs: choose another place.");
    }

    // Two sweeps in one folder would write over each other.
    private static FileStream Claim(string root)
    {
        var path = Path.Combine(root, "sweep.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new InputException($"--out {root} is in use: another sweep writes there. Wait for it, or choose another folder.");
        }
    }

    private static void SayErrors(IReadOnlyList<RunResult> results, StatusLine status)
    {
        var errors = results.SelectMany(result => result.Numbers).Where(number => number.Key.StartsWith(SweepMeasures.ErrorPrefix, StringComparison.Ordinal)).ToList();
        if (errors.Count > 0)
            status.Say(FormattableString.Invariant($"decompositions against forward passes: largest error {errors.Max(error => error.Value):0.0E+0} of the largest output, of {errors.Count}"));
        foreach (var diverged in results.Select(result => result.Diverged).OfType<string>())
            status.Say($"note: {diverged}");
    }
}
