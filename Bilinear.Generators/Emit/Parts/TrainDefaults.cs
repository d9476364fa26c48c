using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints a <c>train</c> block as the runtime's options.</summary>
internal static class TrainDefaults
{
    private const string Training = "global::Bilinear.Training.";

    public static void Write(IndentedText code, TrainSpec train)
    {
        using (code.Block("TrainDefaults = new()", "},"))
        {
            var adamw = train.Optimizer;
            Fragment[] optimizer =
            [
                $"LearningRate: {Literals.Double(adamw.LearningRate)}", $"Beta1: {Literals.Double(adamw.Beta1)}", $"Beta2: {Literals.Double(adamw.Beta2)}",
                $"Epsilon: {Literals.Double(adamw.Epsilon)}", $"WeightDecay: {Literals.Double(adamw.WeightDecay)}",
            ];
            code.Write("Optimizer = ", new Call("new", optimizer), ",")
                .Line($"Schedule = {Schedule(train.Schedule)},")
                .Line($"Batch = {train.Batch},")
                .Line(train.Steps is { } steps ? $"Steps = {steps}," : $"Epochs = {train.Epochs},")
                .Line($"Seed = {train.Seed},");
            if (train.Validation > 0)
                code.Line($"Validation = {Literals.Double(train.Validation)},");
            if (train.Anneal > 0)
                code.Line($"Anneal = {Literals.Double(train.Anneal)},");
            if (train.Patience > 0)
                code.Line($"Patience = {train.Patience},");
        }
    }

    private static string Schedule(ScheduleSpec schedule) => schedule.Kind switch
    {
        ScheduleKind.Constant => $"{Training}LearningRateSchedule.Constant",
        ScheduleKind.Cosine => $"{Training}LearningRateSchedule.Cosine",
        ScheduleKind.Linear => $"{Training}LearningRateSchedule.Linear(warmup: {schedule.Warmup})",
        _ => $"{Training}LearningRateSchedule.Steps(warmup: {schedule.Warmup}, every: {schedule.Every}, factor: {Literals.Double(schedule.Factor)}{(schedule.Until is { } until ? $", until: {until}" : "")})",
    };
}
