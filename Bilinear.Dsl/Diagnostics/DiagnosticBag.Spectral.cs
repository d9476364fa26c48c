using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

public sealed partial class DiagnosticBag
{
    public void ReportNoBilinearLayerBefore(TextSpan span, string layer, string? suggestion) => Add(
        DiagnosticRules.NoBilinearLayerBefore, span,
        $"`{layer}` has no spectrum: going back from it over linear layers, no bilinear layer is met, so its outputs are no quadratic form." +
        (suggestion is null ? "" : $" Did you mean `{suggestion}`?"));

    public void ReportGatedDecomposition(TextSpan span, string model, string layer, Gate gate) => Add(
        DiagnosticRules.GatedDecomposition, span,
        $"In `{model}`, `{layer}` has the gate {gate.ToString().ToLowerInvariant()}, so it is no quadratic form: only `gate: none` (`bilinear`) can be decomposed. An instance with another gate wants a `decompose` block of its own, which may be empty.");

    public void ReportDecomposedLayerUses(TextSpan span, string layer, int uses) => Add(
        DiagnosticRules.DecomposedLayerUses, span,
        $"`{layer}` is used {uses} times, so it is not clear which of its inputs is meant: only a layer that is used once can be decomposed.");

    public void ReportSequenceDecomposition(TextSpan span, string layer, TensorShape shape) => Add(
        DiagnosticRules.SequenceDecomposition, span,
        $"`{layer}` cannot be decomposed: on the way to it stands {shape}, several vectors a sample, and only layers of one vector can be. Is a `flatten` missing after the model's input?");

    public void ReportUndecomposableLayer(TextSpan span, string layer, string wanted) => Add(
        DiagnosticRules.UndecomposableLayer, span,
        $"`{layer}` cannot be decomposed: {wanted} is wanted, by its path (such as `stack.0.mix` for one inside a block).");

    public void ReportUndecomposableSum(TextSpan span, string layer) => Add(
        DiagnosticRules.UndecomposableSum, span,
        $"Between `{layer}` and the bilinear layer before it stands a sum that is not the layer's own residual `x + (x |> …)`, so it is no single quadratic form; `tree` is for models of several layers.");

    public void ReportTreeObstacle(TextSpan span, string layer, string obstacle) => Add(
        DiagnosticRules.TreeObstacle, span,
        $"The tree of `{layer}` cannot be followed to the model's input: {obstacle} stands on the way, and a tree leads over linear and bilinear layers and their own residuals only. `eigen` takes the last bilinear layer apart alone.");

    public void ReportNoSuchRow(TextSpan span, string layer, long row, long rows) => Add(
        DiagnosticRules.NoSuchRow, span,
        $"`{layer}` has no row {CanonicalNumber.Of(row)}: its {CanonicalNumber.Of(rows)} {(rows == 1 ? "row is" : "rows are")} counted from 0{(rows == 1 ? "" : $" to {CanonicalNumber.Of(rows - 1)}")}.");

    public void ReportNoOthers(TextSpan span, string layer, long rows) => Add(
        DiagnosticRules.EmptyDirection, span,
        $"No row is left for `others`: the direction names all {CanonicalNumber.Of(rows)} of `{layer}`. Name the rows that the mean is over.");

    public void ReportZeroDirection(TextSpan span, string name) => Add(
        DiagnosticRules.EmptyDirection, span,
        $"{Quote(name)} adds up to nothing, so there is no direction to take apart: name rows that differ.");

    public void ReportInputOutOfReach(TextSpan span, string layer, string entry, string mend) => Add(
        DiagnosticRules.InputOutOfReach, span,
        $"`{entry}` needs the model's input, but between it and the bilinear layer before `{layer}` stands more than linear layers: use {mend}.");
}
