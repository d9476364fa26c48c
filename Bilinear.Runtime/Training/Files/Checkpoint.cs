using System.Globalization;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;
using Bilinear.Text;
using Bilinear.Training.Loop;

namespace Bilinear.Training.Files;

/// <summary>Holds everything that the rest of a run depends on, between two steps.</summary>
/// <param name="Step">The number of steps taken.</param>
internal sealed record Checkpoint(float[] Parameters, float[] FirstMoment, float[] SecondMoment, long Step)
{
    // No path of a layer has a slash in it.
    private const string FirstPrefix = "moment1/";
    private const string SecondPrefix = "moment2/";
    private const string BestPrefix = "best/";

    /// <summary>The number of characters of an entry that a message shows, which is enough for a name and a checksum.</summary>
    private const int LongestEntry = 200;

    private const string TotalKey = "total_steps";
    private const string BatchKey = "batch";
    private const string OptimizerKey = "optimizer";
    private const string ScheduleKey = "schedule";
    private const string PatienceKey = "patience";
    private const string AnnealKey = "anneal";
    private const string BestLossKey = "best_loss";
    private const string BestStepKey = "best_step";

    /// <summary>The smallest validation loss so far; null if none was measured.</summary>
    public BestLoss? Best { get; init; }

    /// <summary>The parameters then.</summary>
    public float[]? BestParameters { get; init; }

    /// <summary>The validation loss at <see cref="Step"/>; null if it was not measured then.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The place of a checkpoint: <c>W.checkpoint.safetensors</c> beside <c>W.safetensors</c>.</summary>
    public static DerivedFile Place { get; } = new("the checkpoint", ".checkpoint.safetensors", IsOne);

    /// <summary>Whether a tensor is none of the model's parameters as they are.</summary>
    public static bool IsBesideParameters(string tensor) =>
        new[] { FirstPrefix, SecondPrefix, BestPrefix }.Any(prefix => tensor.StartsWith(prefix, StringComparison.Ordinal));

    public void Write(string path, TrainingPlan plan)
    {
        var metadata = ModelMetadata.Write(plan.Model, plan.ProvenanceAt(Step) with { ValidationLoss = ValidationLoss });
        foreach (var (key, _, value) in RunEntries(plan))
            metadata[key] = value;
        if (Best is { } smallest)
        {
            metadata[BestLossKey] = smallest.Loss.ToString(CultureInfo.InvariantCulture);
            metadata[BestStepKey] = smallest.Step.ToString(CultureInfo.InvariantCulture);
        }
        SafeTensorsWriter.Write(path, metadata,
        [
            .. WeightsFile.Tensors(plan.Model, Parameters),
            .. WeightsFile.Tensors(plan.Model, FirstMoment, FirstPrefix),
            .. WeightsFile.Tensors(plan.Model, SecondMoment, SecondPrefix),
            .. Best is { } best && best.Step != Step ? WeightsFile.Tensors(plan.Model, BestParameters!, BestPrefix) : [],
        ]);
    }

    /// <exception cref="SafeTensorsException">The file is damaged, or belongs to another run.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Checkpoint Read(string path, TrainingPlan plan)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is nothing to go on from: no file {path}. A run writes it after each epoch and when it is stopped, and deletes it when it is complete.", path);
        using var file = SafeTensorsFile.Open(path);
        var saved = CheckRun(path, file, plan);
        var parameters = WeightsFile.ReadParameters(path, file, plan.Model);
        var best = ReadBest(path, file);
        return new Checkpoint(parameters, ReadMoment(path, file, plan.Model, FirstPrefix), ReadMoment(path, file, plan.Model, SecondPrefix), saved.Step)
        {
            Best = best,
            BestParameters = best is null ? null : best.Value.Step == saved.Step ? parameters : ReadMoment(path, file, plan.Model, BestPrefix),
            ValidationLoss = saved.ValidationLoss,
        };
    }

    private static BestLoss? ReadBest(string path, SafeTensorsFile file)
    {
        if (!file.Metadata.TryGetValue(BestLossKey, out var loss))
            return null;
        return double.TryParse(loss, CultureInfo.InvariantCulture, out var value) && long.TryParse(file.Metadata.GetValueOrDefault(BestStepKey), CultureInfo.InvariantCulture, out var step)
            ? new BestLoss(value, step)
            : throw new SafeTensorsException(path, $"its metadata say {ForeignText.Quote(loss)} for '{BestLossKey}', or no number for '{BestStepKey}', where numbers belong.");
    }

    private static bool IsOne(string path)
    {
        try
        {
            using var file = SafeTensorsFile.Open(path);
            return ModelMetadata.Read(path, file) is not null && file.Metadata.ContainsKey(TotalKey);
        }
        catch (SafeTensorsException)
        {
            return false;
        }
    }

    private static float[] ReadMoment(string path, SafeTensorsFile file, ModelDescription model, string prefix) => WeightsFile.ReadBlock(path, file, model, ParameterSources.Of(
        path, file.Tensors.Values.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(tensor => tensor.Name[prefix.Length..], StringComparer.Ordinal), model, prefix));

    private static (string Key, string Title, string Value)[] RunEntries(TrainingPlan plan) =>
    [
        (BatchKey, "batch", plan.Options.Batch.ToString(CultureInfo.InvariantCulture)),
        (TotalKey, "number of steps", plan.TotalSteps.ToString(CultureInfo.InvariantCulture)),
        (OptimizerKey, "optimizer", plan.Options.Optimizer.ToString()),
        (ScheduleKey, "schedule", plan.Options.Schedule.ToString()),
        (PatienceKey, "patience", plan.Options.Patience.ToString(CultureInfo.InvariantCulture)),
        (AnnealKey, "share of the steps over which gates are annealed", plan.Options.Anneal.ToString(CultureInfo.InvariantCulture)),
    ];

    private static Provenance CheckRun(string path, SafeTensorsFile file, TrainingPlan plan)
    {
        var metadata = ModelMetadata.Read(path, file);
        if (metadata is not null)
            WeightsFile.CheckModel(path, metadata, plan.Model);
        if (metadata?.Provenance is not { } saved)
            throw new SafeTensorsException(path, "it is not a checkpoint: it does not say what it was trained with.");
        var now = plan.ProvenanceAt(saved.Step);
        Same("data set", $"{saved.Data} ({saved.DataChecksum})", $"{now.Data} ({now.DataChecksum})", saved.DataChecksum == now.DataChecksum);
        Same("seed", $"{saved.Seed}", $"{now.Seed}", saved.Seed == now.Seed);
        Same("share for validation", $"{saved.Validation}", $"{now.Validation}", saved.Validation == now.Validation);
        if (plan.Options.Steps is null
            && file.Metadata.GetValueOrDefault(BatchKey) == plan.Options.Batch.ToString(CultureInfo.InvariantCulture)
            && long.TryParse(file.Metadata.GetValueOrDefault(TotalKey), CultureInfo.InvariantCulture, out var total) && total % plan.StepsPerEpoch == 0)
            Same("number of epochs", $"{total / plan.StepsPerEpoch}", $"{plan.TotalEpochs}", total == plan.TotalSteps);
        foreach (var (key, title, value) in RunEntries(plan))
        {
            var found = file.Metadata.GetValueOrDefault(key, key is PatienceKey or AnnealKey ? "0" : "nothing");
            Same(title, found, value, found == value);
        }
        var (before, after) = FirstDifference(metadata.Source, plan.Model.CanonicalText);
        Same("text of the program", $"'{before}'", $"'{after}'", metadata.Source == plan.Model.CanonicalText);
        if (saved.Step < 0 || saved.Step > plan.TotalSteps)
            throw new SafeTensorsException(path, $"it says that {saved.Step} steps were taken, and the run has {plan.TotalSteps}.");
        return saved;

        void Same(string what, string before, string now, bool same)
        {
            if (!same)
                throw new SafeTensorsException(path, $"it belongs to another run: there the {what} is {ForeignText.Shorten(before, LongestEntry)}, and here it is {ForeignText.Shorten(now, LongestEntry)}. Resume with the same {what}, or, to train anew, do not resume, and delete this file or save to another one.");
        }
    }

    private static (string Before, string After) FirstDifference(string before, string after)
    {
        var pairs = before.Split('\n').Append("").Zip(after.Split('\n').Append(""));
        return pairs.FirstOrDefault(pair => pair.First != pair.Second);
    }
}
