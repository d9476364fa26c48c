using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>A model's input or output as a C# type.</summary>
/// <param name="Type">Its name, escaped.</param>
/// <param name="Text">As the language writes it: <c>image f32[8, 8]</c>.</param>
/// <param name="Count">Elements of one sample.</param>
internal sealed record PortType(string Type, string Text, long Count)
{
    public static PortType Of(string type, BoundPort port) => new(type, XmlDoc.Port(port), port.Shape.Count);

    public string Argument => CSharpNames.Escape(CSharpNames.Camel(Type.TrimStart('@')));
}

/// <summary>Prints what makes a model typed: its input, its output, and what runs from one to the other.</summary>
internal static class TypedSurface
{
    private const string Training = "global::Bilinear.Training.";
    private const string Names = "global::Bilinear.Serialization.TensorNames?";

    public static void Write(IndentedText code, string className, PortType input, IReadOnlyList<PortType> outputs)
    {
        WriteForward(code, input, outputs);
        code.Line();
        code.Line($"/// <summary>A copy of the parameters as they are now, packed once and shared by any number of <see cref=\"{Members.Inference}\"/> workspaces.</summary>")
            .Line($"public {Members.Weights} {Members.ToWeights}() => new(this);")
            .Line();
        WriteWeights(code, className);
        code.Line();
        code.Line("/// <summary>Runs forward on shared weights, without gradients; one a thread.</summary>");
        using (code.Block($"public sealed class {Members.Inference} : {Training}InferenceModel"))
        {
            code.Line($"internal {Members.Inference}({Members.Weights} weights, int maxBatch)");
            using (code.Block("    : base(weights, maxBatch)"))
            {
            }
            code.Line();
            WriteForward(code, input, outputs);
        }
        code.Line();
        WritePort(code, input);
        foreach (var output in outputs)
        {
            code.Line();
            WritePort(code, output);
        }
    }

    private static void WriteForward(IndentedText code, PortType input, IReadOnlyList<PortType> outputs)
    {
        var result = outputs.Count == 1 ? outputs[0].Type : $"({string.Join(", ", outputs.Select(Element))})";
        code.Line($"/// <summary>{Literals.Xml(XmlDoc.List([.. outputs.Select(output => output.Text)]))} of every sample of {Literals.Xml(input.Text)}.</summary>");
        using (code.Block($"public {result} {Members.Forward}({input.Type} {input.Argument})"))
        {
            if (outputs.Count == 1)
            {
                code.Line($"var values = new float[checked({input.Argument}.{Members.Rows} * {outputs[0].Count})];")
                    .Line($"{Members.Forward}({input.Argument}.{Members.Values}.Span, values);")
                    .Line($"return new {outputs[0].Type}(values);");
                return;
            }

            var names = new NameScope([input.Argument.TrimStart('@')]);
            var locals = outputs.Select(output => names.Claim(CSharpNames.Camel(output.Type.TrimStart('@')))).ToList();
            code.Lines(outputs.Zip(locals, (output, local) => $"var {local} = new float[checked({input.Argument}.{Members.Rows} * {output.Count})];"))
                .Line($"{Members.Forward}({input.Argument}.{Members.Values}.Span, [{string.Join(", ", locals)}]);")
                .Line($"return ({string.Join(", ", outputs.Zip(locals, (output, local) => $"new {output.Type}({local})"))});");
        }
    }

    /// <summary>An element of the tuple of outputs, named after its type where a tuple allows that.</summary>
    private static string Element(PortType output) => Members.IsOfTuple(output.Type) ? output.Type : $"{output.Type} {output.Type}";

    private static void WriteWeights(IndentedText code, string className)
    {
        code.Line("/// <summary>Parameters that no longer change.</summary>");
        using (code.Block($"public sealed class {Members.Weights} : {Training}ModelWeights"))
        {
            code.Line($"internal {Members.Weights}({className} model)");
            using (code.Block("    : base(model)"))
            {
            }
            code.Line().Line($"private {Members.Weights}(global::Bilinear.Devices.Device device, string path, {Names} names, bool anyProgram)");
            using (code.Block($"    : base({Members.Description}, device, path, names, anyProgram)"))
            {
            }
            code.Line()
                .Line("/// <summary>Reads a weights file of this model.</summary>")
                .Line("/// <param name=\"device\">Where they are used; it must outlive them.</param>")
                .Line("/// <param name=\"path\">The <c>.safetensors</c> file, of Bilinear's or another's making.</param>")
                .Line("/// <param name=\"names\">What the file's tensors are called here; as they are if left out.</param>")
                .Line("/// <param name=\"anyProgram\">Whether weights of another program are taken too, where names and shapes fit: one with another gate, say.</param>")
                .Line("/// <exception cref=\"global::System.IO.IOException\">It is not there, is damaged, or does not fit the model; the message says how.</exception>")
                .Line($"public static {Members.Weights} {Members.Load}(global::Bilinear.Devices.Device device, string path, {Names} names = null, bool anyProgram = false) => new(device, path, names, anyProgram);")
                .Line()
                .Line("/// <summary>A workspace of its own on these weights.</summary>")
                .Line("/// <param name=\"maxBatch\">The rows that are computed at once; more are taken in turns.</param>")
                .Line($"public override {Members.Inference} {Members.OpenInference}(int maxBatch = 1) => new(this, maxBatch);");
        }
    }

    private static void WritePort(IndentedText code, PortType port)
    {
        code.Line($"/// <summary>Rows of {Literals.Xml(port.Text)}, {XmlDoc.Thousands(port.Count)} floats each.</summary>");
        using (code.Block($"public readonly struct {port.Type}"))
        {
            code.Line("/// <exception cref=\"global::System.ArgumentException\">It is not a whole number of rows.</exception>");
            using (code.Block($"public {port.Type}(global::System.ReadOnlyMemory<float> values)"))
            {
                code.Line($"if (values.Length % {Members.Size} != 0)")
                    .Line($"    throw new global::System.ArgumentException($\"A row of {ForeignText.Clean(port.Text)} has {{{Members.Size}}} floats, and {{values.Length}} is not a multiple of that.\", \"values\");")
                    .Line($"{Members.Values} = values;");
            }
            code.Line()
                .Line("/// <summary>The floats of one row.</summary>")
                .Line($"public const int {Members.Size} = {port.Count};")
                .Line()
                .Line("/// <summary>Row after row.</summary>")
                .Line($"public global::System.ReadOnlyMemory<float> {Members.Values} {{ get; }}")
                .Line()
                .Line("/// <summary>How many rows there are.</summary>")
                .Line($"public int {Members.Rows} => {Members.Values}.Length / {Members.Size};")
                .Line()
                .Line("/// <summary>One row.</summary>")
                .Line($"public global::System.ReadOnlySpan<float> this[int row] => {Members.Values}.Span.Slice(row * {Members.Size}, {Members.Size});");
        }
    }
}
