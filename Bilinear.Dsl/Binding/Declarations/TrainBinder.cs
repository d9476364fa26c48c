using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>Gives every model the <c>train</c> block that is its own.</summary>
internal sealed class TrainBinder(FileContext file, DeclarationTable table)
{
    private const string Optimizer = "optimizer", Schedule = "schedule", Batch = "batch", Epochs = "epochs", Steps = "steps", Seed = "seed";

    private static readonly string[] Keys = [LossReader.Loss, Optimizer, Schedule, Batch, Epochs, Steps, Seed];

    public void Run(FileSyntax syntax)
    {
        foreach (var (model, train) in table.BlocksOfModels<TrainSyntax>(syntax, "train"))
            model.Train = Bind(train);
    }

    private TrainBlock Bind(TrainSyntax train)
    {
        var isLoss = train.Entries.ToLookup(entry => entry.Key.Text == LossReader.Loss);
        var entries = new EntrySet(file, "train", [.. isLoss[false]], Keys);
        var recipes = new RecipeReader(file);
        var spec = TrainSpec.Default with
        {
            Optimizer = recipes.Optimizer(entries.Value(Optimizer, "adamw(lr: 1e-3)")),
            Schedule = recipes.Schedule(entries.Value(Schedule, "cosine")),
            Batch = entries.Integer(Batch, ValueRange.Count, "128") ?? TrainSpec.Default.Batch,
            Seed = entries.Integer(Seed, ValueRange.NotNegative, "0") ?? TrainSpec.Default.Seed,
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
        return new TrainBlock(spec, [.. isLoss[true].Select(new LossReader(file).Read)]);
    }
}
