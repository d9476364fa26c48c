using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Spectral;

/// <summary>Turns the entries of a model's <c>decompose</c> block into plans, or says why one has no meaning.</summary>
public static class SpectralPlanner
{
    /// <summary>One plan an entry, in the order of the file; an entry that is refused has a diagnostic and no plan.</summary>
    /// <param name="stream">The residual stream of a model of texts, whose layers have plans of their own.</param>
    /// <param name="isGiven">Whether the model's sizes come from outside of the file, for which its block was not written.</param>
    public static IReadOnlyList<SpectralPlan> Plan(BoundModel model, ResidualStream? stream, DiagnosticBag diagnostics, bool isGiven)
    {
        var requests = model.Decompose.Where(request => TokenPlanner.BranchOf(request, stream) < 0).ToList();
        if (requests.Count == 0)
            return [];

        var finder = new PathFinder(model, FlowTrace.Of(model), diagnostics);
        return [.. requests.Select(request => PlanOne(request, model, isGiven, finder, diagnostics)).OfType<SpectralPlan>()];
    }

    /// <summary>The plans of the entries that name a bilinear layer of a model's residual stream; none of another model.</summary>
    /// <inheritdoc cref="Plan"/>
    public static IReadOnlyList<TokenPlan> PlanTokens(BoundModel model, ResidualStream? stream, DiagnosticBag diagnostics, bool isGiven) =>
        stream is null ? [] : new TokenPlanner(model, stream, diagnostics).Plan(isGiven);

    /// <summary>A model's bilinear layers from its input to an output, each path from where the one before it ends, whatever its <c>decompose</c> block says; null where anything but linear layers and residuals stands between them.</summary>
    /// <param name="obstacle">What that is, in words.</param>
    public static IReadOnlyList<QuadraticPath>? Stack(BoundModel model, int output, out string? obstacle) =>
        new PathFinder(model, FlowTrace.Of(model), new DiagnosticBag()).StackTo(output, out obstacle);

    /// <summary>The residual stream of a model of texts that leads to an output, whatever its <c>decompose</c> block says; null where something else does.</summary>
    /// <param name="obstacle">What that is, in words.</param>
    public static ResidualStream? Stream(BoundModel model, int output, out string? obstacle) =>
        StreamFinder.Find(model, FlowTrace.Of(model), output, out obstacle);

    private static SpectralPlan? PlanOne(DecomposeRequest request, BoundModel model, bool isGiven, PathFinder finder, DiagnosticBag diagnostics)
    {
        var (layer, span) = (request.Layer, request.Span);
        switch (request)
        {
            case EigenRequest eigen when layer is BoundLinear or BoundGlu:
                if (finder.EndingIn(layer, span, isTree: false) is not { } path || !HasItsInput(eigen, path, diagnostics)
                    || !HasSoMany(eigen.Keep, eigen.KeepSpan, EigenvectorsOf(eigen, path, model), "eigenvectors"))
                    return null;
                return new EigenPlan(layer.Path, path, eigen.Order, ToInt(eigen.Keep), eigen.Basis, eigen.Bias, eigen.Directions, span) { Outputs = ToInt(RowsOf(layer)) };

            case SvdRequest svd when layer is BoundGlu bilinear:
                return finder.StartingAt(bilinear, svd.Alone, span) is { } folded
                    && HasSoMany(svd.Keep, svd.KeepSpan, TripletsOf(folded, model), "singular triplets") ? new SvdPlan(layer.Path, folded, ToInt(svd.Keep), span) : null;

            case TreeRequest tree when layer is BoundLinear or BoundGlu:
                if (finder.EndingIn(layer, span, isTree: true) is not { } stack)
                    return null;
                if (stack.FromInput)
                    return new TreePlan(layer.Path, stack, ToInt(tree.Branch), ToInt(tree.Budget), span);
                diagnostics.ReportTreeObstacle(span, layer.Path, finder.ObstacleBefore(layer));
                return null;

            default:
                diagnostics.ReportUndecomposableLayer(span, layer.Path, request is SvdRequest ? "a bilinear layer" : "a linear or a bilinear layer");
                return null;
        }

        // An instance, or a model at sizes from outside, may have fewer than the block was written for, and keeps them all.
        bool HasSoMany(long? keep, Text.TextSpan? place, long most, string things)
        {
            if (keep is null || keep <= most || isGiven || model.BaseName is not null)
                return true;
            diagnostics.ReportTooManyKept(place ?? span, layer.Path, most, things, keep.Value);
            return false;
        }
    }

    private static bool HasItsInput(EigenRequest eigen, QuadraticPath path, DiagnosticBag diagnostics)
    {
        var hasBasis = eigen.Basis == SpectrumBasis.Latent || (path.FromInput && path.Before.Count == 0);
        if (!hasBasis)
            diagnostics.ReportInputOutOfReach(eigen.BasisSpan ?? eigen.Span, eigen.Layer.Path, "basis input", "`basis latent`");

        // A stack of bilinear layers can be computed with the data; anything else cannot.
        var hasOrder = eigen.Order != SpectrumOrder.MeanActivation || path.FromInput;
        if (!hasOrder)
            diagnostics.ReportInputOutOfReach(eigen.OrderSpan ?? eigen.Span, eigen.Layer.Path, "order mean_activation", "`order magnitude` or `order value`");
        return hasBasis && hasOrder;
    }

    /// <summary>d, the input of the bilinear layer; in the model's input no more than that has; one more with a bias appended.</summary>
    private static long EigenvectorsOf(EigenRequest eigen, QuadraticPath path, BoundModel model)
    {
        var d = Dims(path.Layer, model)[1];
        if (eigen.Basis == SpectrumBasis.Input && path.Input.Count > 0)
            d = Math.Min(d, Dims(path.Input[0], model)[1]);
        return d + (eigen.Bias == BiasTreatment.Append ? 1 : 0);
    }

    /// <summary>The tensor has a slice, a symmetric matrix, for each of its outputs.</summary>
    private static long TripletsOf(QuadraticPath path, BoundModel model)
    {
        var (stacked, d) = (Dims(path.Layer, model)[0], Dims(path.Layer, model)[1]);
        var outputs = path.Output.Count == 0 ? stacked / 2 : Dims(path.Output[path.Output.Count - 1], model)[0];
        return d < int.MaxValue ? Math.Min(outputs, d * (d + 1) / 2) : outputs;
    }

    private static IReadOnlyList<long> Dims(AffineMap map, BoundModel model) => model.Parameters[map.Weight].Dims;

    private static long RowsOf(BoundLayer layer) => layer is BoundLinear linear ? linear.Output : ((BoundGlu)layer).Output;

    private static int? ToInt(long? count) => count is { } given ? ToInt(given) : null;

    private static int ToInt(long count) => (int)Math.Min(count, int.MaxValue);
}
