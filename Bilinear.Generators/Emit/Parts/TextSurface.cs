using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints what a model of texts has in place of samples of one size: texts of different lengths, and numbers for each of their positions.</summary>
internal static class TextSurface
{
    private const string TextRows = "global::Bilinear.Training.TextRows";
    private const string Integers = "global::System.ReadOnlyMemory<int>";
    private const string Floats = "global::System.ReadOnlyMemory<float>";

    public static void WriteForward(IndentedText code, PortType input, IReadOnlyList<PortType> outputs)
    {
        var result = outputs.Count == 1 ? outputs[0].Type : $"({string.Join(", ", outputs.Select(TypedSurface.Element))})";
        code.Summary($"Computes {Literals.Xml(XmlDoc.List([.. outputs.Select(output => output.Text)]))} for every position of the texts of {Literals.Xml(input.Text)}. A text has its own length, and nothing is computed beyond it.");
        using (code.Block(new Call($"public {result} {Members.Forward}", [$"{input.Type} {input.Argument}"])))
        {
            var names = new NameScope([input.Local, .. outputs.Select(output => output.Name)]);
            var locals = outputs.Select(output => outputs.Count == 1 ? "values" : names.Claim(output.Local)).ToList();
            var lengths = $"{input.Argument}.{Members.Lengths}";
            code.Lines(outputs.Zip(locals, (output, local) => $"var {local} = new float[checked({input.Argument}.{Members.Values}.Length * {output.Type}.{Members.Size})];"))
                .Write("", new Call(Members.Forward, [$"{input.Argument}.{Members.Values}.Span", $"{lengths}.Span", new Collection([.. locals.Select(local => (Fragment)local)])]), ";");
            if (outputs.Count == 1)
                code.Line($"return new {outputs[0].Type}({locals[0]}, {lengths});");
            else
                code.Write("return ", new Call("", [.. outputs.Zip(locals, (output, local) => (Fragment)$"new {output.Type}({local}, {lengths})")]), ";");
        }
    }

    public static void WritePort(IndentedText code, PortType port)
    {
        if (port.Vocabulary > 0)
            WriteTokens(code, port);
        else
            WriteNumbers(code, port);
    }

    private static void WriteTokens(IndentedText code, PortType port)
    {
        code.Summary($"Holds texts of {Literals.Xml(port.Text)}: 1 to {XmlDoc.Thousands(port.Context)} tokens each, from 0 to {XmlDoc.Thousands(port.Vocabulary - 1)}.");
        using (code.Block($"public readonly struct {port.Type}"))
        {
            code.Summary("Takes one text.")
                .Documentation("exception cref=\"global::System.ArgumentException\"", "The text is empty or too long, or a token is not one of the vocabulary.")
                .Write("", new Call($"public {port.Type}", [$"{Integers} text"])).Line("    : this(text, new[] { text.Length })").Line("{").Line("}")
                .Line()
                .Summary("Takes several texts, one after the other.")
                .Documentation("exception cref=\"global::System.ArgumentException\"", "The lengths are not those of the texts, a text is empty or too long, or a token is not one of the vocabulary.");
            using (code.Block(new Call($"public {port.Type}", [$"{Integers} values", $"{Integers} lengths"])))
                code.Line($"{TextRows}.Check(values.Span, lengths.Span, {Members.Vocabulary}, {Members.Context});").Line($"({Members.Values}, {Members.Lengths}) = (values, lengths);");
            code.Line()
                .Summary("How many different tokens there are.")
                .Line($"public const int {Members.Vocabulary} = {port.Vocabulary};")
                .Line()
                .Summary("How many tokens a text has at most.")
                .Line($"public const int {Members.Context} = {port.Context};")
                .Line()
                .Summary("The tokens, text after text.")
                .Line($"public {Integers} {Members.Values} {{ get; }}")
                .Line();
            WriteTexts(code, "int", "The tokens of one text.", "1");
        }
    }

    private static void WriteNumbers(IndentedText code, PortType port)
    {
        code.Summary($"Holds {Literals.Xml(port.Text)} of texts, {XmlDoc.Floats(port.Count)} for each position that a text has.");
        using (code.Block($"public readonly struct {port.Type}"))
        {
            code.Documentation("exception cref=\"global::System.ArgumentException\"", "The values are not as many as the texts of these lengths have.");
            using (code.Block(new Call($"public {port.Type}", [$"{Floats} values", $"{Integers} lengths"])))
                code.Line($"{TextRows}.Check(values.Length, lengths.Span, {Members.Size});").Line($"({Members.Values}, {Members.Lengths}) = (values, lengths);");
            code.Line()
                .Summary("How many floats a position has.")
                .Line($"public const int {Members.Size} = {port.Count};")
                .Line()
                .Summary("The floats, position after position and text after text.")
                .Line($"public {Floats} {Members.Values} {{ get; }}")
                .Line();
            WriteTexts(code, "float", "The floats of one text, position after position.", Members.Size);
        }
    }

    private static void WriteTexts(IndentedText code, string element, string indexer, string size) =>
        code.Summary("How many positions each text has.")
            .Line($"public {Integers} {Members.Lengths} {{ get; }}")
            .Line()
            .Summary("How many texts there are.")
            .Line($"public int {Members.Count} => {Members.Lengths}.Length;")
            .Line()
            .Summary(indexer)
            .Member($"public global::System.ReadOnlySpan<{element}> this[int text]", $"{TextRows}.Of({Members.Values}.Span, {Members.Lengths}.Span, text, {size})");
}
