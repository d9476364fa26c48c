using Bilinear.Training;

namespace Examples.Paper;

/// <summary>How the papers train: AdamW at 0.001.</summary>
internal static class Recipes
{
    /// <summary>The paper's schedule: two epochs of warm-up, then half the rate every two epochs until the 13th, on batches of 100.</summary>
    public static TrainOptions Paper(double weightDecay, int epochs) => Of(weightDecay, epochs, LearningRateSchedule.Steps(warmup: 2, every: 2, factor: 0.5, until: 13), batch: 100);

    /// <summary>Half of a cosine.</summary>
    public static TrainOptions Cosine(double weightDecay, int epochs, int batch) => Of(weightDecay, epochs, LearningRateSchedule.Cosine, batch);

    private static TrainOptions Of(double weightDecay, int epochs, LearningRateSchedule schedule, int batch) => new()
    {
        Optimizer = new AdamWOptions(LearningRate: 1e-3, WeightDecay: weightDecay),
        Schedule = schedule,
        Batch = batch,
        Epochs = epochs,
    };
}
