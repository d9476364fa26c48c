using Bilinear.Generators.Emit.Calls;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Forward</c>: inference, as the forward schedule has it.</summary>
internal static class ForwardPart
{
    public static string Write(ModelFacts facts) =>
        PartFile.Write(facts, $"partial class {facts.ClassName}", code =>
            ScheduleEmitter.WriteMethod(code, facts.Forward, $"{Literals.Xml(XmlDoc.List([.. facts.Model.Outputs.Select(port => port.Name)]))} of the samples in the workspace, without noise.", facts));
}
