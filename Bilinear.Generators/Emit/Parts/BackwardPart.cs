using Bilinear.Generators.Emit.Calls;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Backward</c>: one training step, forward and backward side by side.</summary>
internal static class BackwardPart
{
    public static string Write(ModelFacts facts) =>
        PartFile.Write(facts, $"partial class {facts.ClassName}", code =>
        {
            code.Line("/// <summary>The loss of the batch in the workspace, at each output, and the gradient of every parameter.</summary>");
            using (code.Block($"private static void {facts.Step}(global::Bilinear.Training.Workspace at)"))
                code.Line($"{facts.TrainingForward.Name}(at);").Line($"{facts.Backward.Name}(at);");
            code.Line();
            ScheduleEmitter.WriteMethod(code, facts.TrainingForward, "With noise, and keeping what the backward reads.", facts);
            code.Line();
            ScheduleEmitter.WriteMethod(code, facts.Backward, "dX is the derivative of the loss with respect to X.", facts);
        });
}
