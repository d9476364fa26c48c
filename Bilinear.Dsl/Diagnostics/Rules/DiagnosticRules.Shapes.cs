using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using Bilinear.Text;
using static Bilinear.Dsl.Diagnostics.Rules.Wording;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP3xxx: sizes and shapes. Where two differ, the message shows both, and where each comes from.</content>
public static partial class DiagnosticRules
{
    private const string Shapes = "Bilinear.Shapes";

    public static readonly DiagnosticRule StatedInput = new(
        "BMLP3001", Shapes, "A layer meets another size than it states",
        "`linear(784 -> 512)` states the size that the layer takes, and another size flows in. A size that is not stated is inferred.");

    public static void ReportStatedInput(this DiagnosticBag bag, TextSpan span, string layer, long stated, string found, long acting, string from, bool isTokens, bool flattens)
    {
        var mend = flattens
            ? $"Did you forget `flatten` before {Quote(layer)}?"
            : $"Write {acting} here, or leave the size out: it is inferred.";
        var what = isTokens ? "vocabulary" : "last axis";
        bag.Add(StatedInput, span, $"{Quote(layer)} is declared to take {stated} and meets {found} (from {from}), whose {what} is {acting}. {mend}");
    }

    public static readonly DiagnosticRule MissingFlatten = new(
        "BMLP3002", Shapes, "A flatten is missing",
        "`linear`, `bilinear` and `glu` act on the last axis only. An image that goes in without `flatten` keeps its rows to the end, where its shape is not the declared one. The error stands at the first layer that met more than one axis.");

    public static void ReportMissingFlatten(this DiagnosticBag bag, TextSpan span, string layer, string met, string returned, string declared) =>
        bag.Add(MissingFlatten, span,
            $"Did you forget `flatten` before {Quote(layer)}? It meets {met} and acts on the last axis only, so what is returned is {returned}, and {Quote(declared)} is declared.");

    public static readonly DiagnosticRule ReturnMismatch = new(
        "BMLP3003", Shapes, "What is returned is not what is declared",
        "The body returns another shape than its header declares, or more or fewer values.");

    public static void ReportReturnMismatch(this DiagnosticBag bag, TextSpan span, string returned, string from, string declared, string expected, int line, string owner) =>
        bag.Add(ReturnMismatch, span,
            $"This is {returned} (from {from}), and the {owner} is declared to return {(declared.EndsWith(expected, StringComparison.Ordinal) ? Quote(declared) : $"{Quote(declared)}, here {expected},")} (line {line}): change the one or the other.");

    public static void ReportReturnCount(this DiagnosticBag bag, TextSpan span, string owner, IReadOnlyList<string> declared, int line, int found) =>
        bag.Add(ReturnMismatch, span,
            $"The {owner} is declared to return {(declared.Count == 1 ? "one value" : $"{declared.Count} values")}, {ForeignText.Join(" and ", [.. declared.Select(Quote)])} (line {line}), and {(found == 1 ? "this is one" : $"these are {found}")}: {(declared.Count == 1 ? "return one" : "return one flow for each, as in `return (x |> a, x |> b)`")}.");

    public static readonly DiagnosticRule SumMismatch = new(
        "BMLP3004", Shapes, "The terms of a sum differ in shape",
        "`+` adds element by element, so all its terms have one shape.");

    public static void ReportSumMismatch(this DiagnosticBag bag, TextSpan span, string left, string leftFrom, string right, string rightFrom) =>
        bag.Add(SumMismatch, span, $"`+` takes equal shapes: this term is {right} (from {rightFrom}), and the first is {left} (from {leftFrom}).");

    public static readonly DiagnosticRule BlockMismatch = new(
        "BMLP3005", Shapes, "A value does not fit the block's input",
        "A block takes exactly the axes that its input type names, of the sizes that it names. A single letter stands for any size, for the same one wherever it stands.");

    public static void ReportBlockAxes(this DiagnosticBag bag, TextSpan span, string layer, string type, string found, string from, string? flattenBefore) =>
        bag.Add(BlockMismatch, span,
            $"{Quote(layer)} takes {Quote(type)}, and meets {found} (from {from}): a block takes exactly the axes that it names.{(flattenBefore is null ? "" : $" Did you forget `flatten` before {Quote(flattenBefore)}?")}");

    public static void ReportBlockSize(this DiagnosticBag bag, TextSpan span, string layer, string type, string size, long expected, string found, long foundSize, string from) =>
        bag.Add(BlockMismatch, span,
            $"{Quote(layer)} takes {Quote(type)}, and meets {found} (from {from}): {(size == CanonicalNumber.Of(expected) ? $"the size is {expected}" : $"{Quote(size)} is {expected} here,")} and cannot be {foundSize}.");

    public static readonly DiagnosticRule TwoSizes = new(
        "BMLP3006", Shapes, "A layer is used at two sizes",
        "A layer that is used twice shares its weights, and weights have one size.");

    public static void ReportTwoSizes(this DiagnosticBag bag, TextSpan span, string layer, string first, int firstLine, string found, string from) =>
        bag.Add(TwoSizes, span,
            $"{Quote(layer)} meets {found} here (from {from}), and met {first} on line {firstLine}: a layer has one set of weights, of one size, so declare a second layer.");

    public static readonly DiagnosticRule WrongElements = new(
        "BMLP3007", Shapes, "Tokens meet floats, or floats tokens",
        "Tokens are indices into a vocabulary. Only `embedding` takes them; every other layer takes floats.");

    public static void ReportFloatsExpected(this DiagnosticBag bag, TextSpan span, string layer, string @operator, string found, string from) =>
        bag.Add(WrongElements, span, $"{(layer == @operator ? $"`{@operator}`" : $"{Quote(layer)}, {Article(@operator)},")} acts on floats, and meets {found} (from {from}): put an `embedding` before it.");

    public static void ReportTokensExpected(this DiagnosticBag bag, TextSpan span, string layer, string found, string from) =>
        bag.Add(WrongElements, span, $"{Quote(layer)}, an `embedding`, takes tokens, and meets {found} (from {from}): declare the input as `token[vocabulary][length]`, or use a `linear`.");

    public static void ReportTokensInSum(this DiagnosticBag bag, TextSpan span, string found) =>
        bag.Add(WrongElements, span, $"{found} are tokens, which cannot be added: put an `embedding` before the sum.");

    public static void ReportTokenOutput(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(WrongElements, span, "What is returned are floats: declare `f32[…]`; for next tokens, one number for each token of the vocabulary.");

    public static readonly DiagnosticRule UnevenDivision = new(
        "BMLP3008", Shapes, "A division of sizes does not come out even",
        "Sizes are whole numbers, and a division of sizes must come out even.");

    public static void ReportUnevenDivision(this DiagnosticBag bag, TextSpan span, string expression, long left, long right) =>
        bag.Add(UnevenDivision, span, $"{Quote(expression)} is {left} / {right}, which does not come out even: choose sizes that divide.");

    public static readonly DiagnosticRule SizeOverflow = new(
        "BMLP3009", Shapes, "A size does not fit in 64 bits",
        "Sizes are computed in 64 bits, and every step has to fit.");

    public static void ReportSizeOverflow(this DiagnosticBag bag, TextSpan span, string expression, long left, long right) =>
        bag.Add(SizeOverflow, span, $"{Quote(expression)}, of {left} and {right}, does not fit in 64 bits: choose smaller sizes.");

    public static readonly DiagnosticRule SizeOutOfRange = new(
        "BMLP3010", Shapes, "A size is out of range",
        "A size is from 1 to 2147483647.");

    public static void ReportSizeOutOfRange(this DiagnosticBag bag, TextSpan span, string expression, long size) =>
        bag.Add(SizeOutOfRange, span, $"A size is from 1 to 2147483647, and {Value(expression, size)}: choose another.");

    public static readonly DiagnosticRule NotASize = new(
        "BMLP3011", Shapes, "This is not a size",
        "A size, or another whole number, is made of whole numbers, of arguments of type `dim` or `int`, and of `+ - * /`.");

    public static void ReportNotASize(this DiagnosticBag bag, TextSpan span, string found) =>
        bag.Add(NotASize, span, $"{Quote(found)} is not a size: sizes are made of whole numbers, of arguments of type `dim` or `int`, and of `+ - * /`.");

    public static void ReportNotAWholeNumber(this DiagnosticBag bag, TextSpan span, string number) =>
        bag.Add(NotASize, span, $"A whole number is wanted here, and {Quote(number)} is none: write it without a point and an exponent.");

    public static readonly DiagnosticRule AttentionShape = new(
        "BMLP3012", Shapes, "Attention does not fit its input",
        "`attention` takes `f32[t, d]`, shares d evenly among its heads and its heads among `kv_heads`, and with `rope` turns pairs of the numbers of a head.");

    public static void ReportPositionsExpected(this DiagnosticBag bag, TextSpan span, string layer, string found, string from) =>
        bag.Add(AttentionShape, span, $"{Quote(layer)}, an `attention`, takes `f32[t, d]`, t positions of d numbers, and meets {found} (from {from}).");

    public static void ReportUnevenHeads(this DiagnosticBag bag, TextSpan span, string layer, long heads, long d, string from) =>
        bag.Add(AttentionShape, span, $"{Quote(layer)} cannot share {d} numbers (from {from}) among {heads} heads: {d} / {heads} does not come out even, so choose a divisor.");

    public static void ReportUnevenKeyHeads(this DiagnosticBag bag, TextSpan span, string layer, long heads, long keyHeads) =>
        bag.Add(AttentionShape, span, $"{Quote(layer)} cannot share {heads} heads of queries among {keyHeads} of keys and values: {heads} / {keyHeads} does not come out even, so choose `kv_heads` that divides `heads`.");

    public static void ReportOddRope(this DiagnosticBag bag, TextSpan span, string layer, long heads, long d) =>
        bag.Add(AttentionShape, span, $"{Quote(layer)} turns pairs of numbers by their position, and a head has {d / heads}, {d} / {heads}: choose heads of an even size, or leave `rope` out.");

    public static readonly DiagnosticRule OneClass = new(
        "BMLP3013", Shapes, "Cross-entropy needs two classes",
        "Cross-entropy compares classes along the output's last axis. With one class there is nothing to compare, and the loss is always 0.");

    public static void ReportOneClass(this DiagnosticBag bag, TextSpan span, string model, string output) =>
        bag.Add(OneClass, span, $"`cross_entropy` takes the output's last axis as classes, and {Quote(model)} returns {output}, one class, so its loss would always be 0: use `mean_squared_error`, or more classes.");

    public static readonly DiagnosticRule WrongSizeLists = new(
        "BMLP3014", Shapes, "A type has the wrong lists of sizes",
        "Floats have one list of sizes, `f32[8, 8]`; tokens have two, their vocabulary and their axes, `token[4096][256]`.");

    public static void ReportWrongSizeLists(this DiagnosticBag bag, TextSpan span, string type, string element) =>
        bag.Add(WrongSizeLists, span, element == "token"
            ? $"{Quote(type)} lacks something: tokens have a vocabulary and a length, as in `token[4096][256]`."
            : $"{Quote(type)} has too many brackets: the sizes of floats stand in one pair, as in `f32[8, 8]`.");

    public static readonly DiagnosticRule UnembeddingMismatch = new(
        "BMLP3015", Shapes, "An unembedding does not fit",
        "`unembedding(embed)` names an embedding of the same body, which the flow has met before, and gives a number for each token of its vocabulary: the product with the embedding's rows.");

    public static void ReportNotAnEmbedding(this DiagnosticBag bag, TextSpan span, string? found, IEnumerable<string> embeddings) =>
        bag.Add(UnembeddingMismatch, span, $"`unembedding` takes the name of an embedding that is declared before it{(found is null ? "" : $", and {Quote(found)} is none")}: {(embeddings.Any() ? $"name {string.Join(" or ", embeddings.Select(Quote))}." : "declare one, as in `embed = embedding(256)`, or use a `linear`.")}");

    public static void ReportEmbeddingNotMet(this DiagnosticBag bag, TextSpan span, string layer, string embedding) =>
        bag.Add(UnembeddingMismatch, span, $"{Quote(layer)} takes its weight from {Quote(embedding)}, which has met no tokens yet: send the tokens through {Quote(embedding)} first.");

    public static void ReportUnembeddingSize(this DiagnosticBag bag, TextSpan span, string layer, string embedding, long width, string found, string from) =>
        bag.Add(UnembeddingMismatch, span, $"{Quote(layer)} takes the {width} numbers that {Quote(embedding)} gives a token, and meets {found} (from {from}): give both one width.");

    public static readonly DiagnosticRule MeasuredScale = new(
        "BMLP3017", Shapes, "A measured scale has no weights to go into",
        "When training ends, the scale that `rmsnorm(scale: measured)` has measured is folded into the weights behind it. Everything that reads such a norm must therefore be a layer with weights of its own: `linear`, `bilinear`, `glu` or `attention`. The norm itself is used once.");

    public static void ReportMeasuredScale(this DiagnosticBag bag, TextSpan span, string norm, string reason) =>
        bag.Add(MeasuredScale, span, $"When training ends, the scale of {Quote(norm)} goes into the weights that read it, and {reason}");

    public static readonly DiagnosticRule VaryingLength = new(
        "BMLP3016", Shapes, "A text has no fixed length",
        "A text has from 1 to as many positions as its type says, so everything in a model over tokens has a row for each position: nothing can join positions to one row but `attention`, and the loss is a mean over positions.");

    public static void ReportFlattenedPositions(this DiagnosticBag bag, TextSpan span, string layer) =>
        bag.Add(VaryingLength, span, $"{(layer == "flatten" ? "`flatten`" : Quote(layer))} would join the positions of a text to one row, and texts have different lengths: leave it out, so that every position has its own numbers, or take floats instead of tokens.");

    public static void ReportErrorOfPositions(this DiagnosticBag bag, TextSpan span, string model) =>
        bag.Add(VaryingLength, span, $"{Quote(model)} takes tokens, and what a position learns is a token, the next one: return a number for each token of the vocabulary, and use `cross_entropy`.");

    public static void ReportTextWithAxes(this DiagnosticBag bag, TextSpan span, string input, int axes) =>
        bag.Add(VaryingLength, span, $"{Quote(input)} has {axes} axes of positions, and a text has one: declare `token[vocabulary][length]`.");
}
