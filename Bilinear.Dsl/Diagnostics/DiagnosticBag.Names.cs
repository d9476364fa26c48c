using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP20xx: names that stand for nothing, for something else, or for two things.</content>
public sealed partial class DiagnosticBag
{
    public void ReportUnknownValue(TextSpan span, string name, string? nearest, IEnumerable<string> values) =>
        Add(DiagnosticRules.UnknownValue, span, $"There is no value {Quote(name)}. {Mend(nearest, values, "The values here are")}");

    public void ReportUnknownLayer(TextSpan span, string name, string? nearest, IEnumerable<string> layers) =>
        Add(DiagnosticRules.UnknownLayer, span, $"There is no layer {Quote(name)}. {Mend(nearest, layers, "What may stand here:")}");

    public void ReportUnknownOperator(TextSpan span, string name, string? nearest, IEnumerable<string> operators) =>
        Add(DiagnosticRules.UnknownOperator, span, $"There is no block or operator {Quote(name)}. {Mend(nearest, operators, "The operators are")}");

    public void ReportUnknownModel(TextSpan span, string name, string? nearest, IEnumerable<string> models) =>
        Add(DiagnosticRules.UnknownModel, span, $"There is no model {Quote(name)} in this file. {Mend(nearest, models, "The models are")}");

    public void ReportUnknownSize(TextSpan span, string name, string? nearest, IEnumerable<string> sizes) =>
        Add(DiagnosticRules.UnknownSize, span, $"There is no size {Quote(name)}. {Mend(nearest, sizes, "The sizes here are", "Declare it as an argument, `(" + Shorten(name) + ": dim)`, or write a number.")}");

    public void ReportUnknownArgumentType(TextSpan span, string name, string? nearest) =>
        Add(DiagnosticRules.UnknownType, span, $"There is no argument type {Quote(name)}. {Mend(nearest, ["dim", "int", "f32", "bool", "gate", "noise"], "The types are")}");

    public void ReportUnknownElementType(TextSpan span, string name, string? nearest) =>
        Add(DiagnosticRules.UnknownType, span, $"There is no element type {Quote(name)}. {Mend(nearest, ["f32[8, 8]", "token[4096][256]"], "A type looks like")}");

    public void ReportUnknownLayerPath(TextSpan span, string path, string? nearest, IEnumerable<string> layers) =>
        Add(DiagnosticRules.UnknownLayerPath, span, $"The model has no layer {Quote(path)}. {Mend(nearest, layers, "Its layers are")}");

    public void ReportUnknownOutput(TextSpan span, string model, string name, string? nearest, IEnumerable<string> outputs) =>
        Add(DiagnosticRules.UnknownOutput, span, $"{Quote(model)} has no output {Quote(name)}. {Mend(nearest, outputs, "Its outputs are")}");

    public void ReportLayerAsValue(TextSpan span, string layer, string value) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(layer)} is a layer, and a value is wanted here: send a value through it, as in `{Shorten(value)} |> {Shorten(layer)}`.");

    public void ReportArgumentAsValue(TextSpan span, string argument) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(argument)} is an argument: it gives a layer its size or a setting, and cannot stand in a flow.");

    public void ReportValueAsLayer(TextSpan span, string value) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(value)} is a value, and after `|>` stands a layer: add it with `+`, or declare a layer of another name.");

    public void ReportOperatorInFlow(TextSpan span, string name, bool hasSize) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(name)} has parameters, so it must be declared: write `layer = {Shorten(name)}({(hasSize ? "64" : "")})` above, and `layer` here.");

    public void ReportBlockInFlow(TextSpan span, string name) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(name)} is a block, and a flow names layers: write `layer = {Shorten(name)}(…)` above, and `layer` here.");

    public void ReportModelAsLayer(TextSpan span, string name) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(name)} is a model, and layers are made of blocks and operators: declare what they share as a `block`.");

    public void ReportBlockAsModel(TextSpan span, string name) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(name)} is a block, and a model is wanted here: only models are trained, decomposed and have instances.");

    public void ReportArgumentIsNotASize(TextSpan span, string name, Symbols.ArgumentType type) =>
        Add(DiagnosticRules.WrongKindOfName, span, $"{Quote(name)} is {Article(Symbols.ArgumentTypes.Name(type))}: a size is made of numbers and of arguments of type `dim` or `int`.");

    public void ReportBlockNamedAsOperator(TextSpan span, string name) =>
        Add(DiagnosticRules.DuplicateDeclaration, span, $"{Quote(name)} is an operator of the language: give the block another name.");

    public void ReportDuplicateDeclaration(TextSpan span, string name, string kind, int line) =>
        Add(DiagnosticRules.DuplicateDeclaration, span, $"There is already a {kind} {Quote(name)}, on line {line}: blocks and models of a file have different names.");

    public void ReportDuplicateName(TextSpan span, string name, string kind, int line) =>
        Add(DiagnosticRules.DuplicateName, span, $"{Quote(name)} is already {kind}, declared on line {line}, and only values can be bound again: choose another name.");

    public void ReportUnusedLayer(TextSpan span, string name) =>
        Add(DiagnosticRules.UnusedLayer, span, $"The layer {Quote(name)} is never used: put it into the flow, as in `… |> {Shorten(name)}`, or remove it.");

    public void ReportUnusedValue(TextSpan span, string name) =>
        Add(DiagnosticRules.UnusedValue, span, $"The value {Quote(name)} is never used: what does not lead to `return` has no effect, so use it or remove this line.");

    public void ReportUsedBeforeDeclaration(TextSpan span, string name, int line) =>
        Add(DiagnosticRules.UsedBeforeDeclaration, span, $"{Quote(name)} is declared on line {line}, after this use: move its declaration up.");

    public void ReportRecursion(TextSpan span, string name, string cycle) =>
        Add(DiagnosticRules.Recursion, span, $"The block {Quote(name)} contains itself: {cycle}. There is no recursion; `repeat n {Shorten(name)}()` stacks a block.");

    public void ReportInstanceOfItself(TextSpan span, string name) =>
        Add(DiagnosticRules.InstanceOfItself, span, $"{Quote(name)} is, through its bases, an instance of itself: one of them has to be a model with a body.");

    public void ReportMissingReturn(TextSpan span, string owner) =>
        Add(DiagnosticRules.MissingReturn, span, $"The {owner} returns nothing: end it with a line such as `return x |> layer`.");

    public void ReportAfterReturn(TextSpan span, int line) =>
        Add(DiagnosticRules.AfterReturn, span, $"This stands after the `return` on line {line}, which is a body's last statement: move it up or remove it.");

    public void ReportSecondBlock(TextSpan span, string keyword, string model, int line) =>
        Add(DiagnosticRules.SecondBlock, span, $"{Quote(model)} already has a `{keyword}`, on line {line}: join the two.");

    /// <summary>How to mend an unknown name: the one that was probably meant, or else some that exist.</summary>
    private static string Mend(string? nearest, IEnumerable<string> names, string introduction, string ifNone = "")
    {
        const int Shown = 8;
        if (nearest is not null)
            return $"Did you mean {Quote(nearest)}?";
        var some = names.Take(Shown + 1).ToList();
        if (some.Count == 0)
            return ifNone.Length > 0 ? ifNone : "There is none here.";
        return $"{introduction} {string.Join(", ", some.Take(Shown).Select(Quote))}{(some.Count > Shown ? ", …" : "")}.";
    }

    private static string Article(string noun) => noun == "f32" || noun[0] is 'a' or 'e' or 'i' ? $"an `{noun}`" : $"a `{noun}`";
}
