using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP3xxx: sizes and shapes. Where two differ, both are shown, and where each comes from.</content>
public sealed partial class DiagnosticBag
{
    public void ReportStatedInput(TextSpan span, string layer, long stated, string found, long acting, string from, bool isTokens, bool flattens)
    {
        var mend = flattens
            ? $"Did you forget `flatten` before {Quote(layer)}?"
            : $"Write {acting} here, or leave the size out: it is inferred.";
        var what = isTokens ? "vocabulary" : "last axis";
        Add(DiagnosticRules.StatedInput, span, $"{Quote(layer)} is declared to take {stated} and meets {found} (from {from}), whose {what} is {acting}. {mend}");
    }

    public void ReportMissingFlatten(TextSpan span, string layer, string met, string returned, string declared) =>
        Add(DiagnosticRules.MissingFlatten, span,
            $"Did you forget `flatten` before {Quote(layer)}? It meets {met} and acts on the last axis only, so what is returned is {returned}, and {Quote(declared)} is declared.");

    public void ReportReturnMismatch(TextSpan span, string returned, string from, string declared, string expected, int line, string owner) =>
        Add(DiagnosticRules.ReturnMismatch, span,
            $"This is {returned} (from {from}), and the {owner} is declared to return {(declared.EndsWith(expected, StringComparison.Ordinal) ? Quote(declared) : $"{Quote(declared)}, here {expected},")} (line {line}): change the one or the other.");

    public void ReportReturnCount(TextSpan span, string owner, IReadOnlyList<string> declared, int line, int found) =>
        Add(DiagnosticRules.ReturnMismatch, span,
            $"The {owner} is declared to return {(declared.Count == 1 ? "one value" : $"{declared.Count} values")}, {string.Join(" and ", declared.Select(Quote))} (line {line}), and {(found == 1 ? "this is one" : $"these are {found}")}: {(declared.Count == 1 ? "return one" : "return one flow for each, as in `return (x |> a, x |> b)`")}.");

    public void ReportSumMismatch(TextSpan span, string left, string leftFrom, string right, string rightFrom) =>
        Add(DiagnosticRules.SumMismatch, span, $"`+` takes equal shapes: this term is {right} (from {rightFrom}), and the first is {left} (from {leftFrom}).");

    public void ReportBlockAxes(TextSpan span, string layer, string type, string found, string from, string? flattenBefore) =>
        Add(DiagnosticRules.BlockMismatch, span,
            $"{Quote(layer)} takes {Quote(type)}, and meets {found} (from {from}): a block takes exactly the axes that it names.{(flattenBefore is null ? "" : $" Did you forget `flatten` before {Quote(flattenBefore)}?")}");

    public void ReportBlockSize(TextSpan span, string layer, string type, string size, long expected, string found, long foundSize, string from) =>
        Add(DiagnosticRules.BlockMismatch, span,
            $"{Quote(layer)} takes {Quote(type)}, and meets {found} (from {from}): {(size == CanonicalNumber.Of(expected) ? $"the size is {expected}" : $"{Quote(size)} is {expected} here,")} and cannot be {foundSize}.");

    public void ReportTwoSizes(TextSpan span, string layer, string first, int firstLine, string found, string from) =>
        Add(DiagnosticRules.TwoSizes, span,
            $"{Quote(layer)} meets {found} here (from {from}), and met {first} on line {firstLine}: a layer has one set of weights, of one size, so declare a second layer.");

    public void ReportFloatsExpected(TextSpan span, string layer, string @operator, string found, string from) =>
        Add(DiagnosticRules.WrongElements, span, $"{(layer == @operator ? $"`{@operator}`" : $"{Quote(layer)}, {Article(@operator)},")} acts on floats, and meets {found} (from {from}): put an `embedding` before it.");

    public void ReportTokensExpected(TextSpan span, string layer, string found, string from) =>
        Add(DiagnosticRules.WrongElements, span, $"{Quote(layer)}, an `embedding`, takes tokens, and meets {found} (from {from}): declare the input as `token[vocabulary][length]`, or use a `linear`.");

    public void ReportTokensInSum(TextSpan span, string found) =>
        Add(DiagnosticRules.WrongElements, span, $"{found} are tokens, which cannot be added: put an `embedding` before the sum.");

    public void ReportTokenOutput(TextSpan span) =>
        Add(DiagnosticRules.WrongElements, span, "What is returned are floats: declare `f32[…]`; for next tokens, one number for each token of the vocabulary.");

    public void ReportUnevenDivision(TextSpan span, string expression, long left, long right) =>
        Add(DiagnosticRules.UnevenDivision, span, $"{Quote(expression)} is {left} / {right}, which does not come out even: choose sizes that divide.");

    public void ReportSizeOverflow(TextSpan span, string expression, long left, long right) =>
        Add(DiagnosticRules.SizeOverflow, span, $"{Quote(expression)}, of {left} and {right}, does not fit in 64 bits: choose smaller sizes.");

    public void ReportSizeOutOfRange(TextSpan span, string expression, long size) =>
        Add(DiagnosticRules.SizeOutOfRange, span, $"A size is from 1 to 2147483647, and {Value(expression, size)}: choose another.");

    public void ReportNotASize(TextSpan span, string found) =>
        Add(DiagnosticRules.NotASize, span, $"{Quote(found)} is not a size: sizes are made of whole numbers, of arguments of type `dim` or `int`, and of `+ - * /`.");

    public void ReportNotAWholeNumber(TextSpan span, string number) =>
        Add(DiagnosticRules.NotASize, span, $"A whole number is wanted here, and {Quote(number)} is none: write it without a point and an exponent.");

    public void ReportPositionsExpected(TextSpan span, string layer, string found, string from) =>
        Add(DiagnosticRules.AttentionShape, span, $"{Quote(layer)}, an `attention`, takes `f32[t, d]`, t positions of d numbers, and meets {found} (from {from}).");

    public void ReportUnevenHeads(TextSpan span, string layer, long heads, long d, string from) =>
        Add(DiagnosticRules.AttentionShape, span, $"{Quote(layer)} cannot share {d} numbers (from {from}) among {heads} heads: {d} / {heads} does not come out even, so choose a divisor.");

    public void ReportOddRope(TextSpan span, string layer, long heads, long d) =>
        Add(DiagnosticRules.AttentionShape, span, $"{Quote(layer)} turns pairs of numbers by their position, and a head has {d / heads}, {d} / {heads}: choose heads of an even size, or leave `rope` out.");

    public void ReportOneClass(TextSpan span, string model, string output) =>
        Add(DiagnosticRules.OneClass, span, $"`cross_entropy` takes the output's last axis as classes, and {Quote(model)} returns {output}, one class, so its loss would always be 0: use `mean_squared_error`, or more classes.");

    public void ReportWrongSizeLists(TextSpan span, string type, string element) =>
        Add(DiagnosticRules.WrongSizeLists, span, element == "token"
            ? $"{Quote(type)} lacks something: tokens have a vocabulary and a length, as in `token[4096][256]`."
            : $"{Quote(type)} has too many brackets: the sizes of floats stand in one pair, as in `f32[8, 8]`.");
}
