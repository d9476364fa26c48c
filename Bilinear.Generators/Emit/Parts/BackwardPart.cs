using Bilinear.Generators.Emit.Calls;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Backward</c>: one training step, forward and backward side by side.</summary>
internal static class BackwardPart
{
    public static string Write(ModelFacts facts) =>
        PartFile.Write(facts, $"partial class {facts.ClassName}", code =>
        {
            var schedule = facts.Schedules.Step;
            code.Line("/// <summary>The loss of the batch in the workspace and the gradient of every parameter.</summary>");
            using (code.Block("private static void RunStep(global::Bilinear.Training.Workspace at)"))
                code.Line("RunTrainingForward(at);").Line("RunBackward(at);");
            code.Line();
            ScheduleEmitter.WriteMethod(
                code, "RunTrainingForward", "With noise, and keeping what the backward reads.", schedule, [.. schedule.Calls.Take(schedule.BackwardStart)], facts);
            code.Line();
            ScheduleEmitter.WriteMethod(
                code, "RunBackward", "dX is the derivative of the loss with respect to X.", schedule, [.. schedule.Calls.Skip(schedule.BackwardStart)], facts);
        });
}
