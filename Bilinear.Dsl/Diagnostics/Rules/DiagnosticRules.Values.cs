using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using static Bilinear.Dsl.Diagnostics.Rules.Wording;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP21xx: arguments and entries.</content>
public static partial class DiagnosticRules
{
    private const string Values = "Bilinear.Values";

    public static readonly DiagnosticRule UnknownArgument = new(
        "BMLP2101", Values, "There is no such argument",
        "The operator, block or model has no argument of this name.");

    public static void ReportUnknownArgument(this DiagnosticBag bag, TextSpan span, string name, string callee, string? nearest, IEnumerable<string> arguments)
    {
        var mend = (callee, name) switch
        {
            ("bilinear", "gate") => "`glu` is the layer with a gate.",
            ("linear" or "bilinear" or "glu" or "embedding", "size" or "out" or "output" or "width") => "The size stands first and has no name, as in `" + callee + "(64)`.",
            _ => Mend(nearest, arguments, "It takes", $"{Quote(callee)} takes none by name."),
        };
        bag.Add(UnknownArgument, span, $"{Quote(callee)} has no argument {Quote(name)}. {mend}");
    }

    public static readonly DiagnosticRule DuplicateArgument = new(
        "BMLP2102", Values, "An argument is given twice",
        "A call gives each argument once.");

    public static void ReportDuplicateArgument(this DiagnosticBag bag, TextSpan span, string name, string callee) =>
        bag.Add(DuplicateArgument, span, $"{Quote(name)} is already given to {Quote(callee)}: remove one of the two.");

    public static readonly DiagnosticRule MissingArgument = new(
        "BMLP2103", Values, "An argument is missing",
        "A call gives every argument that has no default, and the size of an operator that takes one.");

    public static void ReportMissingArgument(this DiagnosticBag bag, TextSpan span, string callee, string name, ArgumentType type) =>
        bag.Add(MissingArgument, span, $"{Quote(callee)} needs {Quote(name)}, which has no default: add `{Shorten(name)}: …`, {type.Describe()}.");

    public static void ReportMissingSize(this DiagnosticBag bag, TextSpan span, string callee) =>
        bag.Add(MissingArgument, span, $"{Quote(callee)} needs its output size, first and without a name, as in `{callee}(64)`.");

    public static readonly DiagnosticRule ArgumentWithoutName = new(
        "BMLP2104", Values, "An argument is given without its name",
        "Arguments are given by name, so that a call says what it means. Only an operator's size is given by its place.");

    public static void ReportArgumentWithoutName(this DiagnosticBag bag, TextSpan span, string callee, string value, IEnumerable<string> arguments) =>
        bag.Add(ArgumentWithoutName, span, $"Arguments are given by name, but for an operator's size: {Quote(value)} has none. {Mend(null, arguments, $"{Quote(callee)} takes", $"{Quote(callee)} takes none.")}");

    public static readonly DiagnosticRule WrongValue = new(
        "BMLP2105", Values, "A value has the wrong type",
        "The value does not have the argument's type.");

    public static void ReportWrongValue(this DiagnosticBag bag, TextSpan span, string name, ArgumentType type, string found) =>
        bag.Add(WrongValue, span, $"{Quote(name)} takes {type.Describe()}, not {Quote(found)}.");

    public static void ReportArgumentOfAnotherType(this DiagnosticBag bag, TextSpan span, string name, ArgumentType type, string argument, ArgumentType argumentType) =>
        bag.Add(WrongValue, span, $"{Quote(name)} takes {type.Describe()}, and {Quote(argument)} is {Article(argumentType.Name())}: declare it as `{Shorten(argument)}: {type.Name()}`, or give another.");

    public static void ReportUnknownArgumentValue(this DiagnosticBag bag, TextSpan span, string name, string argument, ArgumentType type, string? nearest, bool seesArguments) =>
        bag.Add(WrongValue, span, $"{Quote(argument)} takes {type.Describe()}, and {Quote(name)} {(seesArguments ? "is neither that nor an argument here" : $"is not: {NoArguments}")}. {(nearest is null ? "Give a value." : $"Did you mean {Quote(nearest)}?")}");

    public static readonly DiagnosticRule OutOfRange = new(
        "BMLP2106", Values, "A number is out of range",
        "The number has the right type but lies outside the range of the argument or the entry.");

    public static void ReportOutOfRange(this DiagnosticBag bag, TextSpan span, string name, string range, string found) =>
        bag.Add(OutOfRange, span, $"{Quote(name)} must be {range}, and {Shorten(found)} is not: give another number.");

    public static void ReportRepeatCount(this DiagnosticBag bag, TextSpan span, string expression, long count) =>
        bag.Add(OutOfRange, span, $"`repeat` counts from 1, and {Value(expression, count)}: give another number, or leave the layer out.");

    public static readonly DiagnosticRule UnknownEntry = new(
        "BMLP2107", Values, "There is no such entry",
        "`train`, `decompose` and the entries of `decompose` have a fixed set of entries, and this one is not among them.");

    public static void ReportUnknownEntry(this DiagnosticBag bag, TextSpan span, string key, string owner, string? nearest, IEnumerable<string> keys) =>
        bag.Add(UnknownEntry, span, $"`{owner}` has no entry {Quote(key)}. {Mend(nearest, keys, "Its entries are")}");

    public static readonly DiagnosticRule DuplicateEntry = new(
        "BMLP2108", Values, "An entry is given twice",
        "A block gives each entry once.");

    public static void ReportDuplicateEntry(this DiagnosticBag bag, TextSpan span, string key, int line) =>
        bag.Add(DuplicateEntry, span, $"{Quote(key)} already stands on line {line}: remove one of the two.");

    public static readonly DiagnosticRule MalformedEntry = new(
        "BMLP2109", Values, "An entry lacks its value, or has too much",
        "Most entries have a value on their line, and `alone` has none. Only a `loss` and the entries of `decompose` have entries of their own.");

    public static void ReportEntryWithoutValue(this DiagnosticBag bag, TextSpan span, string key, string example) =>
        bag.Add(MalformedEntry, span, $"{Quote(key)} needs a value on its line, as in `{key} {example}`.");

    public static void ReportEntryWithValue(this DiagnosticBag bag, TextSpan span, string key) =>
        bag.Add(MalformedEntry, span, $"{Quote(key)} stands alone: remove the value, or remove the entry to switch it off.");

    public static void ReportEntryWithBlock(this DiagnosticBag bag, TextSpan span, string key) =>
        bag.Add(MalformedEntry, span, $"{Quote(key)} takes no entries of its own: remove the braces.");

    public static void ReportLabelledEntry(this DiagnosticBag bag, TextSpan span, string key) =>
        bag.Add(MalformedEntry, span, $"{Quote(key)} has no name before its value, only a `direction` can: remove it and its `:`.");

    public static void ReportNoLayerPath(this DiagnosticBag bag, TextSpan span, string kind) =>
        bag.Add(MalformedEntry, span, $"`{kind}` needs the path of a layer, as in `{kind} head` or `{kind} stack.0.mix`.");

    public static void ReportLossWithoutOutput(this DiagnosticBag bag, TextSpan span, string model, IReadOnlyList<string> outputs, string loss) =>
        bag.Add(MalformedEntry, span, $"{Quote(model)} has several outputs, {string.Join(", ", outputs.Select(Quote))}, each with a loss of its own: say which one this is, as in `loss {Shorten(outputs[0])}: {Shorten(loss)}`.");

    public static readonly DiagnosticRule UnknownChoice = new(
        "BMLP2110", Values, "There is no such choice",
        "The entry takes one of a few words, and this is none of them.");

    public static void ReportUnknownChoice(this DiagnosticBag bag, TextSpan span, string key, string found, string? nearest, IEnumerable<string> choices) =>
        bag.Add(UnknownChoice, span, $"{Quote(key)} cannot be {Quote(found)}. {Mend(nearest, choices, "It takes")}");

    public static readonly DiagnosticRule ContradictoryEntries = new(
        "BMLP2111", Values, "Entries contradict each other",
        "Two entries, or an entry and a part of another, cannot both hold.");

    public static void ReportEpochsAndSteps(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(ContradictoryEntries, span, "Training ends after `epochs` or after `steps`, not both: remove one of the two.");

    public static void ReportWarmupTooLong(this DiagnosticBag bag, TextSpan span, long warmup, long steps) =>
        bag.Add(ContradictoryEntries, span, $"The warmup takes {warmup} steps, and training has only {steps}: make the one shorter or the other longer.");

    public static void ReportPatienceWithoutValidation(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(ContradictoryEntries, span, "`patience` counts epochs without gain on samples kept for validation, and none are kept: add an entry such as `validation 0.1`, or remove this one.");

    public static void ReportTooShortToAnneal(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(ContradictoryEntries, span, "Gates are annealed before the last step, and training has only one: give it 2 or more, or remove this entry.");

    public static void ReportAnnealWithPatience(this DiagnosticBag bag, TextSpan span) =>
        bag.Add(ContradictoryEntries, span, "`patience` ends training where the loss no longer falls, and gates that are annealed make it rise on the way: remove this entry, or `anneal`.");

    public static void ReportAnnealedGate(this DiagnosticBag bag, TextSpan span, string layer, string gate) =>
        bag.Add(ContradictoryEntries, span, $"`anneal` turns gates `silu` into none, and the gate of {Quote(layer)} is `{gate}`, from which no way leads there: write `gate: silu`, or remove this entry.");

    public static void ReportNothingToAnneal(this DiagnosticBag bag, TextSpan span, string model) =>
        bag.Add(ContradictoryEntries, span, $"`anneal` turns gates `silu` into none, and {Quote(model)} has none: write `glu` with `gate: silu`, or remove this entry.");

    public static readonly DiagnosticRule MalformedDirection = new(
        "BMLP2112", Values, "A direction is no sum of rows and means",
        "A `direction` adds and subtracts rows of the layer, by their numbers, and means of rows. The rows of a mean are listed; `mean(others)` is over every row that the direction does not name.");

    public static void ReportMalformedDirection(this DiagnosticBag bag, TextSpan span, string found) =>
        bag.Add(MalformedDirection, span, $"A direction adds and subtracts rows and means of rows, as in `3 - mean(others)`, `4 - 9` or `mean(0, 2, 4)`, and {Quote(found)} is neither a row nor a mean.");

    public static void ReportRepeatedRow(this DiagnosticBag bag, TextSpan span, string row) =>
        bag.Add(MalformedDirection, span, $"Row {Shorten(row)} already stands in this mean: name it once.");
}
