using Bilinear.Generators.Emit.Calls;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Backward</c>: one training step, forward and backward side by side.</summary>
internal static class BackwardPart
{
    public static string Write(ModelFacts facts) =>
        PartFile.Write(facts, code =>
        {
            code.Summary("Computes the loss of the batch in the workspace, at each output, and the gradient of every parameter.");
            using (code.Block($"private static void {facts.Step}(global::Bilinear.Training.Workspace at)"))
                code.Line($"{facts.TrainingForward.Name}(at);").Line($"{facts.Backward.Name}(at);");
            code.Line();
            ScheduleEmitter.WriteMethod(code, facts.TrainingForward, "Runs forward with noise, and keeps what the backward pass reads.", facts);
            code.Line();
            ScheduleEmitter.WriteMethod(code, facts.Backward, "Computes the gradients; dX is the derivative of the loss with respect to X.", facts);
        });
}
