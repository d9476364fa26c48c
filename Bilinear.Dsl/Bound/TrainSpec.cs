namespace Bilinear.Dsl.Bound;

public enum LossKind { CrossEntropy, MeanSquaredError }

/// <summary>How the kinds of loss are written.</summary>
public static class LossKinds
{
    /// <summary>The words of <c>loss</c>, in the order of <see cref="LossKind"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cross_entropy", "mean_squared_error"];

    public static string Name(this LossKind kind) => Names[(int)kind];
}

public enum ScheduleKind { Constant, Cosine, Linear, Steps }

/// <summary>What training makes small at one output.</summary>
/// <param name="Weight">How many times the sum that is trained has this loss.</param>
public sealed record LossSpec(LossKind Kind, double Weight = 1);

/// <summary>A <c>train</c> block with every default filled in. Of <see cref="Epochs"/> and <see cref="Steps"/> one is set.</summary>
/// <param name="Losses">One for each of the model's outputs, in their order.</param>
/// <param name="Validation">The share of the data that is kept from training, for validation; 0 for none.</param>
/// <param name="Patience">After how many epochs without gain on it training stops; 0 for never.</param>
public sealed record TrainSpec(IReadOnlyList<LossSpec> Losses, AdamWSpec Optimizer, ScheduleSpec Schedule, long Batch, long? Epochs, long? Steps, long Seed, double Validation = 0, long Patience = 0)
{
    /// <summary>The share of the steps over which the gates silu are annealed to none; 0 for gates that stay what they are.</summary>
    public double Anneal { get; init; }

    public static TrainSpec Default { get; } = new([], AdamWSpec.Default, ScheduleSpec.Constant, 128, 10, null, 0);
}

public sealed record AdamWSpec(double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay)
{
    public static AdamWSpec Default { get; } = new(1e-3, 0.9, 0.999, 1e-8, 0.01);
}

/// <summary><see cref="Warmup"/> counts steps for <c>linear</c> and epochs for <c>steps</c>; the others are used by <c>steps</c> only.</summary>
public sealed record ScheduleSpec(ScheduleKind Kind, long Warmup = 0, long Every = 0, double Factor = 1, long? Until = null)
{
    public static ScheduleSpec Constant { get; } = new(ScheduleKind.Constant);
}
