using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>Reads a <c>train</c> block at the arguments of a model that has it, its own or its base's.</summary>
internal sealed class TrainBinder(FileContext file)
{
    private const string Optimizer = "optimizer", Schedule = "schedule", Batch = "batch", Epochs = "epochs", Steps = "steps", Seed = "seed", Validation = "validation", Patience = "patience", Anneal = "anneal";

    private static readonly string[] Keys = [LossReader.Loss, Optimizer, Schedule, Batch, Epochs, Steps, Seed, Validation, Patience, Anneal];

    /// <param name="scope">The arguments, which entries may name; of a template they are unknown.</param>
    public TrainBlock Bind(TrainSyntax train, ValueScope scope)
    {
        var isLoss = train.Entries.ToLookup(entry => entry.Key.Text == LossReader.Loss);
        var entries = new EntrySet(file, "train", [.. isLoss[false]], Keys, scope);
        var recipes = new RecipeReader(file, scope);
        var validation = entries.Number(Validation, ValueRange.BelowOne, "0.1");
        var patience = entries.Integer(Patience, ValueRange.CountOrNone, "5");
        var spec = TrainSpec.Default with
        {
            Optimizer = recipes.Optimizer(entries.Value(Optimizer, "adamw(lr: 1e-3)")),
            Schedule = recipes.Schedule(entries.Value(Schedule, "cosine")),
            Batch = entries.Integer(Batch, ValueRange.Count, "128") ?? TrainSpec.Default.Batch,
            Seed = entries.Integer(Seed, ValueRange.NotNegative, "0") ?? TrainSpec.Default.Seed,
            Validation = validation ?? TrainSpec.Default.Validation,
            Patience = patience ?? TrainSpec.Default.Patience,
            Anneal = entries.Number(Anneal, ValueRange.Part, "0.4") ?? TrainSpec.Default.Anneal,
        };

        var epochs = entries.Integer(Epochs, ValueRange.Count, "10");
        var steps = entries.Integer(Steps, ValueRange.Count, "2000");
        if (entries.Find(Epochs) is { } first && entries.Find(Steps) is { } second)
            file.Diagnostics.ReportEpochsAndSteps(first.Span.Start > second.Span.Start ? first.Key.Span : second.Key.Span);
        else if (steps is not null)
            spec = spec with { Epochs = null, Steps = steps };
        else if (epochs is not null)
            spec = spec with { Epochs = epochs };

        if (spec is { Schedule: { Kind: ScheduleKind.Linear, Warmup: var warmup }, Steps: { } total } && warmup > total)
            file.Diagnostics.ReportWarmupTooLong(entries.Find(Schedule)!.Value!.Span, warmup, total);
        if (patience > 0 && (validation == 0 || entries.Find(Validation) is null))
            file.Diagnostics.ReportPatienceWithoutValidation(entries.Find(Patience)!.Key.Span);
        if (spec is { Anneal: > 0, Steps: 1 })
            file.Diagnostics.ReportTooShortToAnneal(entries.Find(Anneal)!.Key.Span);
        if (spec.Anneal > 0 && patience > 0)
            file.Diagnostics.ReportAnnealWithPatience(entries.Find(Patience)!.Key.Span);
        return new TrainBlock(spec, [.. isLoss[true].Select(new LossReader(file, scope).Read)]) { Anneal = entries.Find(Anneal)?.Key.Span };
    }
}
