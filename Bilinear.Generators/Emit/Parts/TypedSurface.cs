using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints what makes a model typed: its input, its output, and what runs from one to the other.</summary>
internal static class TypedSurface
{
    /// <summary>What the class says of itself to a caller that has it as a type argument.</summary>
    public const string Interface = Training + "IModel";

    private const string Training = "global::Bilinear.Training.";
    private const string Names = "global::Bilinear.Serialization.TensorNames?";

    public static void Write(IndentedText code, string className, PortType input, IReadOnlyList<PortType> outputs)
    {
        WriteForwards(code, input, outputs);
        code.Line();
        code.Summary($"Copies and packs the parameters as they are now; any number of <see cref=\"{Members.Inference}\"/> workspaces share the copy.")
            .Line($"public {Members.Weights} {Members.ToWeights}() => new(this);")
            .Line();
        WriteWeights(code, className);
        code.Line();
        code.Summary("Runs forward on shared weights, without gradients. Each thread needs one of its own.");
        using (code.Block($"public sealed class {Members.Inference} : {Training}InferenceModel"))
        {
            code.Constructor($"internal {Members.Inference}", [$"{Members.Weights} weights", "int batch"], "base(weights, batch)").Line();
            WriteForwards(code, input, outputs);
        }
        code.Line()
            .Summary("Names the model's types to a caller that has the model as a type argument.")
            .Member($"static void {Interface}.Accept({Training}IModelVisitor visitor)", $"visitor.Visit<{Members.Inference}>({Members.ModelDescription})")
            .Line();
        PortSurface.Write(code, input);
        foreach (var output in outputs)
        {
            code.Line();
            PortSurface.Write(code, output);
        }
    }

    private static void WriteForwards(IndentedText code, PortType input, IReadOnlyList<PortType> outputs)
    {
        var what = $"Computes {Literals.Xml(XmlDoc.List([.. outputs.Select(output => output.Text)]))} for every sample of {Literals.Xml(input.Text)}";
        if (input.IsTexts)
        {
            TextSurface.WriteForward(code, input, outputs);
            return;
        }
        code.Summary(what + ".");
        WriteForward(code, input, outputs, capture: null);
        var capture = new NameScope([input.Local]).Claim("capture", "layers");
        code.Line()
            .Summary(what + ", and keeps or replaces the values of layers on the way.")
            .Documentation($"param name=\"{input.Local}\"", "The samples.")
            .Documentation($"param name=\"{capture.TrimStart('@')}\"", "Says which layers, and has what was kept afterwards.")
            .Documentation("exception cref=\"global::System.ArgumentException\"", "A replacement is not of one sample, nor of as many as the input.");
        WriteForward(code, input, outputs, capture);
    }

    /// <param name="capture">The name of the argument that says what is kept; null where there is none.</param>
    private static void WriteForward(IndentedText code, PortType input, IReadOnlyList<PortType> outputs, string? capture)
    {
        var result = outputs.Count == 1 ? outputs[0].Type : $"({string.Join(", ", outputs.Select(Element))})";
        Fragment[] parameters = [$"{input.Type} {input.Argument}", .. capture is null ? Array.Empty<Fragment>() : [$"{Members.Capture} {capture}"]];
        Fragment[] last = capture is null ? [] : [capture];
        using (code.Block(new Call($"public {result} {Members.Forward}", parameters)))
        {
            var names = new NameScope([input.Local, .. capture is null ? [] : new[] { capture }, .. outputs.Select(output => output.Name)]);
            var locals = outputs.Select(output => outputs.Count == 1 ? "values" : names.Claim(output.Local)).ToList();
            Fragment room = outputs.Count == 1 && capture is null ? locals[0] : new Collection([.. locals.Select(local => (Fragment)local)]);
            code.Lines(outputs.Zip(locals, (output, local) => $"var {local} = new float[checked({input.Argument}.{Members.Count} * {output.Type}.{Members.Size})];"))
                .Write("", new Call(Members.Forward, [$"{input.Argument}.{Members.Values}.Span", room, .. last]), ";");
            if (outputs.Count == 1)
                code.Line($"return new {outputs[0].Type}({locals[0]});");
            else
                code.Write("return ", new Call("", [.. outputs.Zip(locals, (output, local) => (Fragment)$"new {output.Type}({local})")]), ";");
        }
    }

    /// <summary>An element of the tuple of outputs, named after its type where a tuple allows that.</summary>
    internal static string Element(PortType output) => Members.IsOfTuple(output.Type) ? output.Type : $"{output.Type} {output.Type}";

    private static void WriteWeights(IndentedText code, string className)
    {
        code.Summary("Parameters that do not change, packed for inference.");
        using (code.Block($"public sealed partial class {Members.Weights} : {Training}ModelWeights"))
        {
            code.Constructor($"internal {Members.Weights}", [$"{className} model"], "base(model)")
                .Line()
                .Constructor(
                    $"private {Members.Weights}",
                    ["global::Bilinear.Devices.Device device", "string path", $"{Names} names", "bool anyProgram"],
                    $"base({Members.ModelDescription}, device, path, names, anyProgram)")
                .Line()
                .Summary("Reads a weights file of this model.")
                .Documentation("param name=\"device\"", "The device that uses the weights; it must outlive them.")
                .Documentation("param name=\"path\"", "The <c>.safetensors</c> file, written by Bilinear or by another tool.")
                .Documentation("param name=\"names\"", "Gives the file's tensors the model's names; without it the file's names are taken as they are.")
                .Documentation("param name=\"anyProgram\"", "Whether to take weights of another program too, such as one with another gate, where names and shapes fit.")
                .Documentation("exception cref=\"global::System.IO.IOException\"", "The file is missing, is damaged, or does not fit the model; the message says how.")
                .Method(
                    $"public static {Members.Weights} {Members.Load}",
                    ["global::Bilinear.Devices.Device device", "string path", $"{Names} names = null", "bool anyProgram = false"],
                    "new(device, path, names, anyProgram)")
                .Line()
                .Summary("Opens a workspace on these weights.")
                .Documentation("param name=\"batch\"", "How many samples are computed at once; a larger input is taken in turns.")
                .Member($"public override {Members.Inference} {Members.OpenInference}(int batch = 1)", "new(this, batch)");
        }
    }
}
