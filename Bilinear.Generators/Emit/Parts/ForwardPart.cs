using Bilinear.Generators.Emit.Calls;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Forward</c>: inference, as the forward schedule has it.</summary>
internal static class ForwardPart
{
    public static string Write(ModelFacts facts) =>
        PartFile.Write(facts, code =>
            ScheduleEmitter.WriteMethod(code, facts.Forward, $"Computes {Literals.Xml(XmlDoc.List([.. facts.Model.Outputs.Select(port => port.Name)]))} for the samples in the workspace, without noise.", facts));
}
