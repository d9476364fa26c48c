using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Calls;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>
/// The part <c>Capture</c>: inference again, with a stop at every value that the program has a name for. It is a method of its
/// own, so that inference itself has no stop, and keeps what it fuses.
/// </summary>
internal static class CapturePart
{
    public static string Write(ModelFacts facts) => PartFile.Write(facts, code =>
    {
        WriteClass(code, [.. facts.Schedules.Capture.Names.Select(name => new CapturedName(name.Name, $"f32[{string.Join(", ", name.Dims)}]", name.Value))]);
        code.Line();
        var outputs = Literals.Xml(XmlDoc.List([.. facts.Model.Outputs.Select(port => port.Name)]));
        ScheduleEmitter.WriteMethod(code, facts.Capture, $"Computes {outputs} by the same operations, and stops at every value that has a name, which may be read or replaced there.", facts);
    });

    /// <param name="names">The names in the order in which their values are computed.</param>
    public static void WriteClass(IndentedText code, IReadOnlyList<CapturedName> names)
    {
        // The constructor reads the model's description by its name.
        var scope = new NameScope([.. Members.OfCapture, .. Members.OfObject, Members.Capture, Members.ModelDescription]);
        code.Summary("Says which layers are kept or replaced while the model runs forward, and has their values afterwards.");
        using (code.Block($"public sealed class {Members.Capture} : global::Bilinear.Training.Capture"))
        {
            code.Constructor($"public {Members.Capture}", [], $"base({Members.ModelDescription})");
            foreach (var name in names)
            {
                code.Line()
                    .Summary($"The value of {Literals.Xml(name.Path)}, {name.Type} for each sample.")
                    .Member($"public global::Bilinear.Training.Activation {scope.Claim(CSharpNames.Pascal(name.Path))}", $"At({name.Value})");
            }
        }
    }
}

/// <summary>A name of a value that a <c>Capture</c> has.</summary>
/// <param name="Path"><c>stack.0.mix</c></param>
/// <param name="Type">Its type for one sample: <c>f32[64]</c>.</param>
/// <param name="Value">The number of the value.</param>
internal sealed record CapturedName(string Path, string Type, int Value);
