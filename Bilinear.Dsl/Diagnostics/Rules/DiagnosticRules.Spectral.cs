using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using static Bilinear.Dsl.Diagnostics.Rules.Wording;

namespace Bilinear.Dsl.Diagnostics;

/// <content>BMLP51xx: layers that cannot be decomposed.</content>
public static partial class DiagnosticRules
{
    private const string Spectral = "Bilinear.Spectral";

    public static readonly DiagnosticRule NoBilinearLayerBefore = new(
        "BMLP5101", Spectral, "The layer has no bilinear layer before it",
        "A linear layer has spectra because its rows are output directions of the bilinear layer before it. Before this layer stands no bilinear layer.");

    public static void ReportNoBilinearLayerBefore(this DiagnosticBag bag, TextSpan span, string layer, string? suggestion) => bag.Add(
        NoBilinearLayerBefore, span,
        $"`{layer}` has no spectrum: going back from it over linear layers, no bilinear layer is met, so its outputs are no quadratic form." +
        (suggestion is null ? "" : $" Did you mean `{suggestion}`?"));

    public static readonly DiagnosticRule GatedDecomposition = new(
        "BMLP5102", Spectral, "A gated layer cannot be decomposed",
        "A gated layer other than `gate: none` is no quadratic form of its input, so it has no exact decomposition.");

    public static void ReportGatedDecomposition(this DiagnosticBag bag, TextSpan span, string model, string layer, Gate gate) => bag.Add(
        GatedDecomposition, span,
        $"In `{model}`, `{layer}` has the gate {gate.ToString().ToLowerInvariant()}, so it is no quadratic form: only `gate: none` (`bilinear`) can be decomposed. An instance with another gate wants a `decompose` block of its own, which may be empty.");

    public static readonly DiagnosticRule DecomposedLayerUses = new(
        "BMLP5103", Spectral, "A decomposed layer must be used once",
        "A layer that is used twice has two inputs, and the program does not say which of them its spectrum is about.");

    public static void ReportDecomposedLayerUses(this DiagnosticBag bag, TextSpan span, string layer, int uses) => bag.Add(
        DecomposedLayerUses, span,
        $"`{layer}` is used {uses} times, so it is not clear which of its inputs is meant: only a layer that is used once can be decomposed.");

    public static readonly DiagnosticRule SequenceDecomposition = new(
        "BMLP5104", Spectral, "A layer of several vectors cannot be decomposed",
        "A spectrum belongs to one vector per sample; here the layer acts on several, one for each row.");

    public static void ReportSequenceDecomposition(this DiagnosticBag bag, TextSpan span, string layer, TensorShape shape, bool isOfTexts) => bag.Add(
        SequenceDecomposition, span,
        isOfTexts
            ? $"`{layer}` cannot be decomposed: on the way to it stands {shape}, a vector for each position of a text, and only layers of one vector a sample can be: leave the entry out."
            : $"`{layer}` cannot be decomposed: on the way to it stands {shape}, several vectors a sample, and only layers of one vector can be. Is a `flatten` missing after the model's input?");

    public static readonly DiagnosticRule UndecomposableLayer = new(
        "BMLP5105", Spectral, "The layer is of a kind that has no decomposition",
        "`eigen` and `tree` take linear layers behind bilinear ones, and `svd` takes bilinear layers.");

    public static void ReportUndecomposableLayer(this DiagnosticBag bag, TextSpan span, string layer, string wanted) => bag.Add(
        UndecomposableLayer, span,
        $"`{layer}` cannot be decomposed: {wanted} is wanted, by its path (such as `stack.0.mix` for one inside a block).");

    public static readonly DiagnosticRule UndecomposableSum = new(
        "BMLP5106", Spectral, "A sum stands between the layer and its bilinear layer",
        "Between the layer and the bilinear layers before it stands a sum that is not a residual, so what the layer gives is no single quadratic form of one vector.");

    public static void ReportUndecomposableSum(this DiagnosticBag bag, TextSpan span, string layer) => bag.Add(
        UndecomposableSum, span,
        $"Between `{layer}` and the bilinear layer before it stands a sum that is not the layer's own residual `x + (x |> …)`, so it is no single quadratic form; `tree` is for models of several layers.");

    public static readonly DiagnosticRule InputOutOfReach = new(
        "BMLP5107", Spectral, "The model's input is not a linear map away",
        "The entry asks for something in terms of the model's input, and between the input and the bilinear layer stands more than linear layers.");

    public static void ReportInputOutOfReach(this DiagnosticBag bag, TextSpan span, string layer, string entry, string mend) => bag.Add(
        InputOutOfReach, span,
        $"`{entry}` needs the model's input, but between it and the bilinear layer before `{layer}` stands more than linear layers: use {mend}.");

    public static readonly DiagnosticRule TreeObstacle = new(
        "BMLP5108", Spectral, "A tree cannot be followed to the model's input",
        "A tree takes every layer from the head back to the model's input apart, so each of them has to be linear, bilinear without a gate, or the residual `x + (x |> …)` of one.");

    public static void ReportTreeObstacle(this DiagnosticBag bag, TextSpan span, string layer, string obstacle) => bag.Add(
        TreeObstacle, span,
        $"The tree of `{layer}` cannot be followed to the model's input: {obstacle} stands on the way, and a tree leads over linear and bilinear layers and their own residuals only. `eigen` takes the last bilinear layer apart alone.");

    public static readonly DiagnosticRule NoSuchRow = new(
        "BMLP5109", Spectral, "The layer has no such row",
        "A `direction` names rows of the layer that its `eigen` decomposes, counted from 0, and the layer has no such row.");

    public static void ReportNoSuchRow(this DiagnosticBag bag, TextSpan span, string layer, long row, long rows) => bag.Add(
        NoSuchRow, span,
        $"`{layer}` has no row {CanonicalNumber.Of(row)}: its {CanonicalNumber.Of(rows)} {(rows == 1 ? "row is" : "rows are")} counted from 0{(rows == 1 ? "" : $" to {CanonicalNumber.Of(rows - 1)}")}.");

    public static readonly DiagnosticRule EmptyDirection = new(
        "BMLP5110", Spectral, "A direction is of nothing",
        "A direction is zero, or `others` stands for no row, because the direction names them all.");

    public static void ReportNoOthers(this DiagnosticBag bag, TextSpan span, string layer, long rows) => bag.Add(
        EmptyDirection, span,
        $"No row is left for `others`: the direction names all {CanonicalNumber.Of(rows)} of `{layer}`. Name the rows that the mean is over.");

    public static void ReportZeroDirection(this DiagnosticBag bag, TextSpan span, string name) => bag.Add(
        EmptyDirection, span,
        $"{Quote(name)} adds up to nothing, so there is no direction to take apart: name rows that differ.");

    public static readonly DiagnosticRule TooManyKept = new(
        "BMLP5111", Spectral, "More is kept than there is",
        "`keep` asks for more eigenvectors, or singular triplets, than the layer has. A layer with d inputs has d eigenvectors for each output, one more with `bias append`; a tensor has no more triplets than outputs. An instance that has fewer than its base keeps all of them.");

    public static void ReportTooManyKept(this DiagnosticBag bag, TextSpan span, string layer, long most, string things, long keep) => bag.Add(
        TooManyKept, span,
        $"{Quote(layer)} has {CanonicalNumber.Of(most)} {things}, and {CanonicalNumber.Of(keep)} are to be kept: keep {CanonicalNumber.Of(most)} or fewer, or leave `keep` out for all of them.");

    public static readonly DiagnosticRule TokenOfRows = new(
        "BMLP5112", Spectral, "A layer's rows have no texts",
        "A text between quotes names a token of a model of texts. The rows of another model's layer are named by their numbers, counted from 0.");

    public static void ReportTokenOfRows(this DiagnosticBag bag, TextSpan span, string text, string layer) => bag.Add(
        TokenOfRows, span,
        $"{Quote(text)} is a token's text, and `{layer}` is in a model that takes no texts: name its rows by their numbers, counted from 0.");

    public static readonly DiagnosticRule NotOfTexts = new(
        "BMLP5113", Spectral, "A model of texts is decomposed along directions",
        "A head has thousands of tokens, so a layer of a model of texts is decomposed along the directions that are named; its singular triplets are over the logits.");

    public static void ReportNotOfTexts(this DiagnosticBag bag, TextSpan span, string layer, string entry, string mend) => bag.Add(
        NotOfTexts, span,
        $"{Quote(layer)} is in a model of texts, where `{entry}` has no meaning by itself: {mend}.");

    public static readonly DiagnosticRule UnfoldedDecomposition = new(
        "BMLP5114", Spectral, "A model is taken apart before its norms are folded",
        "The scales of `rmsnorm(scale: measured)` are measured by training, and folded into the weights when it ends. What there is to take apart is the program that training writes, which has no such norm.");

    public static void ReportUnfoldedDecomposition(this DiagnosticBag bag, TextSpan span, string model) => bag.Add(
        UnfoldedDecomposition, span,
        $"The norms of {Quote(model)} are folded when its training ends, and only then it can be taken apart: put this block into the program that `bmlp train --program` writes.");
}
