using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP21xx: arguments and entries.</content>
public sealed partial class DiagnosticBag
{
    public void ReportUnknownArgument(TextSpan span, string name, string callee, string? nearest, IEnumerable<string> arguments)
    {
        var mend = (callee, name) switch
        {
            ("bilinear", "gate") => "`glu` is the layer with a gate.",
            ("linear" or "bilinear" or "glu" or "embedding", "size" or "out" or "output" or "width") => "The size stands first and has no name, as in `" + callee + "(64)`.",
            _ => Mend(nearest, arguments, "It takes", $"{Quote(callee)} takes none by name."),
        };
        Add(DiagnosticRules.UnknownArgument, span, $"{Quote(callee)} has no argument {Quote(name)}. {mend}");
    }

    public void ReportDuplicateArgument(TextSpan span, string name, string callee) =>
        Add(DiagnosticRules.DuplicateArgument, span, $"{Quote(name)} is already given to {Quote(callee)}: remove one of the two.");

    public void ReportMissingArgument(TextSpan span, string callee, string name, ArgumentType type) =>
        Add(DiagnosticRules.MissingArgument, span, $"{Quote(callee)} needs {Quote(name)}, which has no default: add `{Shorten(name)}: …`, {type.Describe()}.");

    public void ReportMissingSize(TextSpan span, string callee) =>
        Add(DiagnosticRules.MissingArgument, span, $"{Quote(callee)} needs its output size, first and without a name, as in `{callee}(64)`.");

    public void ReportArgumentWithoutName(TextSpan span, string callee, string value, IEnumerable<string> arguments) =>
        Add(DiagnosticRules.ArgumentWithoutName, span, $"Arguments are given by name, but for an operator's size: {Quote(value)} has none. {Mend(null, arguments, $"{Quote(callee)} takes", $"{Quote(callee)} takes none.")}");

    public void ReportWrongValue(TextSpan span, string name, ArgumentType type, string found) =>
        Add(DiagnosticRules.WrongValue, span, $"{Quote(name)} takes {type.Describe()}, not {Quote(found)}.");

    public void ReportArgumentOfAnotherType(TextSpan span, string name, ArgumentType type, string argument, ArgumentType argumentType) =>
        Add(DiagnosticRules.WrongValue, span, $"{Quote(name)} takes {type.Describe()}, and {Quote(argument)} is {Article(argumentType.Name())}: declare it as `{Shorten(argument)}: {type.Name()}`, or give another.");

    public void ReportUnknownArgumentValue(TextSpan span, string name, string argument, ArgumentType type, string? nearest, bool seesArguments) =>
        Add(DiagnosticRules.WrongValue, span, $"{Quote(argument)} takes {type.Describe()}, and {Quote(name)} {(seesArguments ? "is neither that nor an argument here" : $"is not: {NoArguments}")}. {(nearest is null ? "Give a value." : $"Did you mean {Quote(nearest)}?")}");

    public void ReportSizeNamedOutside(TextSpan span, string name) =>
        Add(DiagnosticRules.UnknownSize, span, $"{Quote(name)} is no number: {NoArguments}. Write a number.");

    public void ReportOutOfRange(TextSpan span, string name, string range, string found) =>
        Add(DiagnosticRules.OutOfRange, span, $"{Quote(name)} must be {range}, and {Shorten(found)} is not: give another number.");

    public void ReportRepeatCount(TextSpan span, string expression, long count) =>
        Add(DiagnosticRules.OutOfRange, span, $"`repeat` counts from 1, and {Value(expression, count)}: give another number, or leave the layer out.");

    public void ReportUnknownEntry(TextSpan span, string key, string owner, string? nearest, IEnumerable<string> keys) =>
        Add(DiagnosticRules.UnknownEntry, span, $"`{owner}` has no entry {Quote(key)}. {Mend(nearest, keys, "Its entries are")}");

    public void ReportDuplicateEntry(TextSpan span, string key, int line) =>
        Add(DiagnosticRules.DuplicateEntry, span, $"{Quote(key)} already stands on line {line}: remove one of the two.");

    public void ReportEntryWithoutValue(TextSpan span, string key, string example) =>
        Add(DiagnosticRules.MalformedEntry, span, $"{Quote(key)} needs a value on its line, as in `{key} {example}`.");

    public void ReportEntryWithValue(TextSpan span, string key) =>
        Add(DiagnosticRules.MalformedEntry, span, $"{Quote(key)} stands alone: remove the value, or remove the entry to switch it off.");

    public void ReportEntryWithBlock(TextSpan span, string key) =>
        Add(DiagnosticRules.MalformedEntry, span, $"{Quote(key)} takes no entries of its own: remove the braces.");

    public void ReportLabelledEntry(TextSpan span, string key) =>
        Add(DiagnosticRules.MalformedEntry, span, $"{Quote(key)} has no name before its value, only a `direction` can: remove it and its `:`.");

    public void ReportMalformedDirection(TextSpan span, string found) =>
        Add(DiagnosticRules.MalformedDirection, span, $"A direction adds and subtracts rows and means of rows, as in `3 - mean(others)`, `4 - 9` or `mean(0, 2, 4)`, and {Quote(found)} is neither a row nor a mean.");

    public void ReportRepeatedRow(TextSpan span, long row) =>
        Add(DiagnosticRules.MalformedDirection, span, $"Row {CanonicalNumber.Of(row)} already stands in this mean: name it once.");

    public void ReportNoLayerPath(TextSpan span, string kind) =>
        Add(DiagnosticRules.MalformedEntry, span, $"`{kind}` needs the path of a layer, as in `{kind} head` or `{kind} stack.0.mix`.");

    public void ReportUnknownChoice(TextSpan span, string key, string found, string? nearest, IEnumerable<string> choices) =>
        Add(DiagnosticRules.UnknownChoice, span, $"{Quote(key)} cannot be {Quote(found)}. {Mend(nearest, choices, "It takes")}");

    public void ReportLossWithoutOutput(TextSpan span, string model, IReadOnlyList<string> outputs, string loss) =>
        Add(DiagnosticRules.MalformedEntry, span, $"{Quote(model)} has several outputs, {string.Join(", ", outputs.Select(Quote))}, each with a loss of its own: say which one this is, as in `loss {Shorten(outputs[0])}: {Shorten(loss)}`.");

    public void ReportEpochsAndSteps(TextSpan span) =>
        Add(DiagnosticRules.ContradictoryEntries, span, "Training ends after `epochs` or after `steps`, not both: remove one of the two.");

    public void ReportWarmupTooLong(TextSpan span, long warmup, long steps) =>
        Add(DiagnosticRules.ContradictoryEntries, span, $"The warmup takes {warmup} steps, and training has only {steps}: make the one shorter or the other longer.");

    /// <summary>A block belongs to several instances, each with arguments of its own.</summary>
    private const string NoArguments = "outside of headers and bodies no argument has a value, those of the model included";

    /// <summary><c>`d - 64` is 0</c>; of a bare number <c>this is 0</c>.</summary>
    private static string Value(string expression, long value) =>
        expression == CanonicalNumber.Of(value) ? $"this is {expression}" : $"{Quote(expression)} is {CanonicalNumber.Of(value)}";
}
