using Bilinear.Generators.Emit.Calls;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Forward</c>: inference, as the forward schedule has it; for a model of texts also its loss, and inference position by position.</summary>
internal static class ForwardPart
{
    public static string Write(ModelFacts facts) =>
        PartFile.Write(facts, code =>
        {
            var outputs = Literals.Xml(XmlDoc.List([.. facts.Model.Outputs.Select(port => port.Name)]));
            ScheduleEmitter.WriteMethod(code, facts.Forward, $"Computes {outputs} for the samples in the workspace, without noise.", facts);
            if (facts.Score is { } score)
            {
                code.Line();
                ScheduleEmitter.WriteMethod(code, score, "Computes the loss of the texts in the workspace, without noise and without the logits of all positions at once.", facts);
            }
            if (facts.Decode is { } decode)
            {
                code.Line();
                ScheduleEmitter.WriteMethod(code, decode, $"Computes {outputs} for new positions of the texts in the workspace, whose earlier keys and values are in its cache.", facts, fromCache: true);
            }
        });
}
