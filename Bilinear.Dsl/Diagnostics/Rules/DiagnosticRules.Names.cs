using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using static Bilinear.Dsl.Diagnostics.Rules.Wording;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP20xx: names that stand for nothing, for something else, or for two things.</content>
public static partial class DiagnosticRules
{
    private const string Names = "Bilinear.Names";

    public static readonly DiagnosticRule UnknownValue = new(
        "BMLP2001", Names, "There is no such value",
        "A flow begins with a value: the input, or a name that was bound to a flow before. This name is neither. The nearest name is suggested; where none is near, the names that exist are shown.");

    public static void ReportUnknownValue(this DiagnosticBag bag, TextSpan span, string name, string? nearest, IEnumerable<string> values) =>
        bag.Add(UnknownValue, span, $"There is no value {Quote(name)}. {Mend(nearest, values, "The values here are")}");

    public static readonly DiagnosticRule UnknownLayer = new(
        "BMLP2002", Names, "There is no such layer",
        "After `|>` stands the name of a layer that the body declares, or of an operator without parameters (`flatten`, `rmsnorm`). This name is neither.");

    public static void ReportUnknownLayer(this DiagnosticBag bag, TextSpan span, string name, string? nearest, IEnumerable<string> layers) =>
        bag.Add(UnknownLayer, span, $"There is no layer {Quote(name)}. {Mend(nearest, layers, "What may stand here:")}");

    public static readonly DiagnosticRule UnknownOperator = new(
        "BMLP2003", Names, "There is no such block or operator",
        "A layer is made by an operator or by a block of this file.");

    public static void ReportUnknownOperator(this DiagnosticBag bag, TextSpan span, string name, string? nearest, IEnumerable<string> operators) =>
        bag.Add(UnknownOperator, span, $"There is no block or operator {Quote(name)}. {Mend(nearest, operators, "The operators are")}");

    public static readonly DiagnosticRule UnknownModel = new(
        "BMLP2004", Names, "There is no such model",
        "`train`, `decompose` and instances name a model of this file; each file stands alone.");

    public static void ReportUnknownModel(this DiagnosticBag bag, TextSpan span, string name, string? nearest, IEnumerable<string> models) =>
        bag.Add(UnknownModel, span, $"There is no model {Quote(name)} in this file. {Mend(nearest, models, "The models are", "Declare it here, as in `model " + Shorten(name) + "(x: f32[4]) -> y: f32[2] { … }`: what `train`, `decompose` and instances name stands in the same file.")}");

    public static readonly DiagnosticRule UnknownSize = new(
        "BMLP2005", Names, "There is no such size",
        "A name in a size is an argument of type `dim` or `int`, or, in a block, a single letter of its input type.");

    public static void ReportUnknownSize(this DiagnosticBag bag, TextSpan span, string name, string? nearest, IEnumerable<string> sizes) =>
        bag.Add(UnknownSize, span, $"There is no size {Quote(name)}. {Mend(nearest, sizes, "The sizes here are", "Declare it as an argument, `(" + Shorten(name) + ": dim)`, or write a number.")}");

    public static void ReportSizeNamedOutside(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(UnknownSize, span, $"{Quote(name)} is no number: {NoArguments}. Write a number.");

    public static readonly DiagnosticRule UnknownType = new(
        "BMLP2006", Names, "There is no such type",
        "Values are `f32[…]` or `token[…][…]`; arguments are `dim`, `int`, `f32`, `bool`, `gate` or `noise`.");

    public static void ReportUnknownArgumentType(this DiagnosticBag bag, TextSpan span, string name, string? nearest) =>
        bag.Add(UnknownType, span, $"There is no argument type {Quote(name)}. {Mend(nearest, ["dim", "int", "f32", "bool", "gate", "noise"], "The types are")}");

    public static void ReportUnknownElementType(this DiagnosticBag bag, TextSpan span, string name, string? nearest) =>
        bag.Add(UnknownType, span, $"There is no element type {Quote(name)}. {Mend(nearest, ["f32[8, 8]", "token[4096][256]"], "A type looks like")}");

    public static readonly DiagnosticRule WrongKindOfName = new(
        "BMLP2007", Names, "The name stands for something else",
        "The name exists but stands for something that cannot be used here: a layer where a value is wanted, a block or an operator with parameters in a flow, a model where a block is wanted.");

    public static void ReportLayerAsValue(this DiagnosticBag bag, TextSpan span, string layer, string value) =>
        bag.Add(WrongKindOfName, span, $"{Quote(layer)} is a layer, and a value is wanted here: send a value through it, as in `{Shorten(value)} |> {Shorten(layer)}`.");

    public static void ReportArgumentAsValue(this DiagnosticBag bag, TextSpan span, string argument) =>
        bag.Add(WrongKindOfName, span, $"{Quote(argument)} is an argument: it gives a layer its size or a setting, and cannot stand in a flow.");

    public static void ReportValueAsLayer(this DiagnosticBag bag, TextSpan span, string value) =>
        bag.Add(WrongKindOfName, span, $"{Quote(value)} is a value, and after `|>` stands a layer: add it with `+`, or declare a layer of another name.");

    public static void ReportOperatorInFlow(this DiagnosticBag bag, TextSpan span, string name, bool hasSize) =>
        bag.Add(WrongKindOfName, span, $"{Quote(name)} has parameters, so it must be declared: write `layer = {Shorten(name)}({(hasSize ? "64" : "")})` above, and `layer` here.");

    public static void ReportBlockInFlow(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(WrongKindOfName, span, $"{Quote(name)} is a block, and a flow names layers: write `layer = {Shorten(name)}(…)` above, and `layer` here.");

    public static void ReportLayerWithoutParentheses(this DiagnosticBag bag, TextSpan span, string layer, string name, bool hasSize) =>
        bag.Add(WrongKindOfName, span, $"A layer is declared with parentheses: write `{Shorten(layer)} = {Shorten(name)}({(hasSize ? "64" : "")})`.");

    public static void ReportCallOfLayer(this DiagnosticBag bag, TextSpan span, string value, string layer, string flow) =>
        bag.Add(WrongKindOfName, span, $"{Quote(layer)} is a layer, and a value is sent through a layer by `|>`: write `{Shorten(value)} = {Shorten(flow)} |> {Shorten(layer)}`.");

    public static void ReportModelAsLayer(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(WrongKindOfName, span, $"{Quote(name)} is a model, and layers are made of blocks and operators: declare what they share as a `block`.");

    public static void ReportBlockAsModel(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(WrongKindOfName, span, $"{Quote(name)} is a block, and a model is wanted here: only models are trained, decomposed and have instances.");

    public static void ReportArgumentIsNotASize(this DiagnosticBag bag, TextSpan span, string name, ArgumentType type) =>
        bag.Add(WrongKindOfName, span, $"{Quote(name)} is {Article(type.Name())}: a size is made of numbers and of arguments of type `dim` or `int`.");

    public static readonly DiagnosticRule DuplicateDeclaration = new(
        "BMLP2008", Names, "A block or model of this name exists",
        "Blocks and models of a file share one set of names, and a block cannot be called as an operator.");

    public static void ReportBlockNamedAsOperator(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(DuplicateDeclaration, span, $"{Quote(name)} is an operator of the language: give the block another name.");

    public static void ReportDuplicateDeclaration(this DiagnosticBag bag, TextSpan span, string name, string kind, int line) =>
        bag.Add(DuplicateDeclaration, span, $"There is already a {kind} {Quote(name)}, on line {line}: blocks and models of a file have different names.");

    public static readonly DiagnosticRule DuplicateName = new(
        "BMLP2009", Names, "The name is taken",
        "Arguments, layers and values of a body share one set of names. Values may be bound again, layers and arguments may not.");

    public static void ReportDuplicateName(this DiagnosticBag bag, TextSpan span, string name, string kind, int line) =>
        bag.Add(DuplicateName, span, $"{Quote(name)} is already {kind}, declared on line {line}, and only values can be bound again: choose another name.");

    public static readonly DiagnosticRule UnusedLayer = new(
        "BMLP2010", Names, "A layer is never used",
        "The parameters of a layer are trained and stored. A layer that no flow names would have them for nothing, so probably the flow lacks it.");

    public static void ReportUnusedLayer(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(UnusedLayer, span, $"The layer {Quote(name)} is never used: put it into the flow, as in `… |> {Shorten(name)}`, or remove it.");

    public static readonly DiagnosticRule UnusedValue = new(
        "BMLP2011", Names, "A value is never used",
        "A value that does not lead to `return` has no effect on what the model computes.");

    public static void ReportUnusedValue(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(UnusedValue, span, $"The value {Quote(name)} is never used: what does not lead to `return` has no effect, so use it or remove this line.");

    public static readonly DiagnosticRule UsedBeforeDeclaration = new(
        "BMLP2012", Names, "A name is used before its declaration",
        "The compiler reads a body from top to bottom, so a declaration stands above its uses.");

    public static void ReportUsedBeforeDeclaration(this DiagnosticBag bag, TextSpan span, string name, int line) =>
        bag.Add(UsedBeforeDeclaration, span, $"{Quote(name)} is declared on line {line}, after this use: move its declaration up.");

    public static readonly DiagnosticRule Recursion = new(
        "BMLP2013", Names, "A block contains itself",
        "Blocks are unrolled, so a block that contains itself, directly or through others, has no end.");

    public static void ReportRecursion(this DiagnosticBag bag, TextSpan span, string name, string cycle) =>
        bag.Add(Recursion, span, $"The block {Quote(name)} contains itself: {cycle}. There is no recursion; `repeat n {Shorten(name)}()` stacks a block.");

    public static readonly DiagnosticRule InstanceOfItself = new(
        "BMLP2014", Names, "A model is an instance of itself",
        "An instance takes its body from its base, or from its base's base; somewhere there has to be a body.");

    public static void ReportInstanceOfItself(this DiagnosticBag bag, TextSpan span, string name) =>
        bag.Add(InstanceOfItself, span, $"{Quote(name)} is, through its bases, an instance of itself: one of them has to be a model with a body.");

    public static readonly DiagnosticRule MissingReturn = new(
        "BMLP2015", Names, "A body returns nothing",
        "A body ends with a `return` statement. The error stands at the closing brace.");

    public static void ReportMissingReturn(this DiagnosticBag bag, TextSpan span, string owner) =>
        bag.Add(MissingReturn, span, $"The {owner} returns nothing: end it with a line such as `return x |> layer`.");

    public static readonly DiagnosticRule AfterReturn = new(
        "BMLP2016", Names, "Something stands after the return",
        "`return` is the last statement of a body.");

    public static void ReportAfterReturn(this DiagnosticBag bag, TextSpan span, int line) =>
        bag.Add(AfterReturn, span, $"This stands after the `return` on line {line}, which is a body's last statement: move it up or remove it.");

    public static readonly DiagnosticRule SecondBlock = new(
        "BMLP2017", Names, "A model has a second block of one kind",
        "A model has one `train` and one `decompose`.");

    public static void ReportSecondBlock(this DiagnosticBag bag, TextSpan span, string keyword, string model, int line) =>
        bag.Add(SecondBlock, span, $"{Quote(model)} already has a `{keyword}`, on line {line}: join the two.");

    public static readonly DiagnosticRule UnknownLayerPath = new(
        "BMLP2018", Names, "There is no layer of this path",
        "`decompose` names a layer by its path: the name in the model, then the names inside blocks and the numbers of a `repeat`'s iterations.");

    public static void ReportUnknownLayerPath(this DiagnosticBag bag, TextSpan span, string path, string? nearest, IEnumerable<string> layers) =>
        bag.Add(UnknownLayerPath, span, $"The model has no layer {Quote(path)}. {Mend(nearest, layers, "Its layers are")}");

    public static readonly DiagnosticRule UnknownOutput = new(
        "BMLP2019", Names, "There is no such output",
        "An entry of `train` names an output that the model does not have.");

    public static void ReportUnknownOutput(this DiagnosticBag bag, TextSpan span, string model, string name, string? nearest, IEnumerable<string> outputs) =>
        bag.Add(UnknownOutput, span, $"{Quote(model)} has no output {Quote(name)}. {Mend(nearest, outputs, "Its outputs are")}");
}
