using System.Numerics;
using Bilinear.Dsl.Text;
using static Bilinear.Dsl.Diagnostics.Rules.Wording;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP50xx: programs that are too large, or that a later version will compile.</content>
public static partial class DiagnosticRules
{
    private const string Limits = "Bilinear.Limits";

    public static readonly DiagnosticRule TooManyOperators = new(
        "BMLP5001", Limits, "A model has too many operators",
        "A model unrolls to at most 2,000 operators: every use of an operator or of a block counts, and every addition.");

    public static void ReportTooManyOperators(this DiagnosticBag bag, TextSpan span, string model, long limit) =>
        bag.Add(TooManyOperators, span, $"{Quote(model)} unrolls to more than {limit} operators, and here is the first too many: repeat less, or make blocks smaller.");

    public static void ReportRepeatTooLong(this DiagnosticBag bag, TextSpan span, long count, long limit) =>
        bag.Add(TooManyOperators, span, $"`repeat` unrolls its layer {count} times, and a model has at most {limit} operators: repeat less.");

    public static readonly DiagnosticRule FileTooLarge = new(
        "BMLP5002", Limits, "The models of a file are too large together",
        "Every instance of a model is unrolled anew. The models of a file may have 4,000 operators together, where each model counts as two more, and fifty statements as one; beyond that nothing is checked any more.");

    public static void ReportFileTooLarge(this DiagnosticBag bag, TextSpan span, long limit, long model, long statements) =>
        bag.Add(FileTooLarge, span, $"The models of this file unroll to more than {limit} operators together, where a model counts as {model} more and {statements} statements as one, and from here on nothing is checked: spread them over several files.");

    public static readonly DiagnosticRule TensorTooLarge = new(
        "BMLP5003", Limits, "A tensor has too many elements",
        "A tensor, be it a weight or a value of one sample, has at most 2147483647 elements: rows and columns are counted in 32 bits.");

    public static void ReportTensorTooLarge(this DiagnosticBag bag, TextSpan span, string tensor, BigInteger elements) =>
        bag.Add(TensorTooLarge, span, $"A tensor has at most 2147483647 elements, and {tensor} has {elements}: choose smaller sizes.");

    public static readonly DiagnosticRule TooManyParameters = new(
        "BMLP5004", Limits, "A model has too many parameters",
        "All parameters of a model lie in one block, which has at most 2147483647 numbers.");

    public static void ReportTooManyParameters(this DiagnosticBag bag, TextSpan span, string model, long total) =>
        bag.Add(TooManyParameters, span, $"{Quote(model)} has {total} parameters, and a model has at most 2147483647: choose smaller sizes.");

    public static readonly DiagnosticRule BlocksTooDeep = new(
        "BMLP5005", Limits, "Blocks nest too deep",
        "Blocks within blocks, and the parentheses around their uses, may stand 100 deep: each is some frames of the compiler's stack. Chains of more than a hundred blocks, each inside the next, are what leads here.");

    public static void ReportBlocksTooDeep(this DiagnosticBag bag, TextSpan span, string block, int limit) =>
        bag.Add(BlocksTooDeep, span, $"Here {Quote(block)} stands inside more than {limit} blocks and parentheses: use `repeat` for a stack, or fewer blocks within blocks.");

    public static readonly DiagnosticRule TooManyArguments = new(
        "BMLP5006", Limits, "A header has too many arguments",
        "A header has at most 100 arguments. The body does not know the arguments after them, and calls do not check those.");

    public static void ReportTooManyArguments(this DiagnosticBag bag, TextSpan span, int count, int limit) =>
        bag.Add(TooManyArguments, span, $"This header has {count} arguments, and at most {limit} are allowed: those from here on are not known.");

    public static readonly DiagnosticRule TooManyAxes = new(
        "BMLP5007", Limits, "A type has too many axes",
        "A type has at most 16 axes.");

    public static void ReportTooManyAxes(this DiagnosticBag bag, TextSpan span, int axes, int limit) =>
        bag.Add(TooManyAxes, span, $"This type has {axes} axes, and at most {limit} are allowed.");

    public static readonly DiagnosticRule ArenaTooLarge = new(
        "BMLP5009", Limits, "A model needs too much memory for one sample",
        "All values that live at once lie in one block of memory, which has at most 2147483647 numbers for each sample. A training step keeps every value that the backward pass reads.");

    public static void ReportArenaTooLarge(this DiagnosticBag bag, TextSpan span, bool isTraining, string largest, long elements, long total) =>
        bag.Add(ArenaTooLarge, span, $"{(isTraining ? "A training step" : "The forward pass")} keeps {total} numbers for each sample, and at most 2147483647 are possible; the largest tensor, {Quote(largest)}, has {elements}: choose smaller sizes, or repeat less.");

    public static readonly DiagnosticRule TooManyMistakes = new(
        "BMLP5010", Limits, "A file has more mistakes than are shown",
        "The first 100 mistakes that the compiler finds in a file are shown, in the order of the file, and then this one says how many more there are. A file with so many is most often no `.bmlp` file, or one mistake early in it has led to the others.");

    internal static Diagnostic MoreMistakes(TextSpan last, int count) =>
        new(TooManyMistakes, last, FormattableString.Invariant($"This file has {count:N0} more mistakes; the first {DiagnosticBag.MostMistakes} that were found are shown: mend these, and look again."));

    public static readonly DiagnosticRule FileTooLong = new(
        "BMLP5011", Limits, "A file is too long",
        "A file has at most 2,000,000 characters, some 50,000 lines. The compiler does not read a longer one; most often it is not the file that was meant.");

    public static void ReportFileTooLong(this DiagnosticBag bag, long limit) =>
        bag.Add(FileTooLong, default, $"A file has at most {limit} characters, and this one has more: nothing of it is read. Use `repeat` and blocks, or spread the models over several files.");

    public static readonly DiagnosticRule TooManyOutputs = new(
        "BMLP5012", Limits, "A model has too many outputs",
        "A model has at most 100 outputs. An output may itself have many numbers: classes that exclude each other are one output.");

    public static void ReportTooManyOutputs(this DiagnosticBag bag, TextSpan span, int count, int limit) =>
        bag.Add(TooManyOutputs, span, $"This model has {count} outputs, and at most {limit} are allowed: make outputs of more numbers, or several models.");
}
