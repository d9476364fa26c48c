using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;
using Bilinear.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints the type of an input or of an output.</summary>
internal static class PortSurface
{
    public static void Write(IndentedText code, PortType port)
    {
        if (port.IsTexts)
        {
            TextSurface.WritePort(code, port);
            return;
        }
        code.Summary($"Holds samples of {Literals.Xml(port.Text)}, {XmlDoc.Floats(port.Count)} each.");
        using (code.Block($"public readonly struct {port.Type}"))
        {
            code.Documentation("exception cref=\"global::System.ArgumentException\"", "The values are not a whole number of samples.");
            using (code.Block($"public {port.Type}(global::System.ReadOnlyMemory<float> values)"))
            {
                using (code.Under($"if (values.Length % {Members.Size} != 0)"))
                {
                    var message = $"$\"A sample of {ForeignText.Clean(port.Text)} takes {{{Members.Size}}} floats, and {{values.Length}} is not a multiple of that.\"";
                    code.Write("throw ", new Call("new global::System.ArgumentException", [message, "\"values\""]), ";");
                }
                code.Line($"{Members.Values} = values;");
            }
            code.Line()
                .Summary("How many floats a sample has.")
                .Line($"public const int {Members.Size} = {port.Count};")
                .Line()
                .Summary("The floats, sample after sample.")
                .Line($"public global::System.ReadOnlyMemory<float> {Members.Values} {{ get; }}")
                .Line()
                .Summary("How many samples there are.")
                .Line($"public int {Members.Count} => {Members.Values}.Length / {Members.Size};")
                .Line()
                .Summary("The floats of one sample.")
                .Line($"public global::System.ReadOnlySpan<float> this[int sample] => {Members.Values}.Span.Slice(sample * {Members.Size}, {Members.Size});");
        }
    }
}
