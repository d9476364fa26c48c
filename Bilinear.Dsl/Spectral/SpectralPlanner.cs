using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Spectral;

/// <summary>Turns the entries of a model's <c>decompose</c> block into plans, or says why one has no meaning.</summary>
public static class SpectralPlanner
{
    /// <summary>One plan an entry, in the order of the file; an entry that is refused has a diagnostic and no plan.</summary>
    public static IReadOnlyList<SpectralPlan> Plan(BoundModel model, DiagnosticBag diagnostics)
    {
        if (model.Decompose.Count == 0)
            return [];

        var finder = new PathFinder(model, FlowTrace.Of(model), diagnostics);
        return [.. model.Decompose.Select(request => PlanOne(request, finder, diagnostics)).OfType<SpectralPlan>()];
    }

    private static SpectralPlan? PlanOne(DecomposeRequest request, PathFinder finder, DiagnosticBag diagnostics)
    {
        var (layer, span) = (request.Layer, request.Span);
        switch (request)
        {
            case EigenRequest eigen when layer is BoundLinear or BoundGlu:
                if (finder.EndingIn(layer, span, isTree: false) is not { } path || !HasItsInput(eigen, path, diagnostics))
                    return null;
                return new EigenPlan(layer.Path, path, eigen.Order, ToInt(eigen.Keep), eigen.Basis, eigen.Bias, eigen.Directions, span) { Outputs = ToInt(RowsOf(layer)) };

            case SvdRequest svd when layer is BoundGlu bilinear:
                return finder.StartingAt(bilinear, svd.Alone, span) is { } folded ? new SvdPlan(layer.Path, folded, ToInt(svd.Keep), span) : null;

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

    private static long RowsOf(BoundLayer layer) => layer is BoundLinear linear ? linear.Output : ((BoundGlu)layer).Output;

    private static int? ToInt(long? count) => count is { } given ? ToInt(given) : null;

    private static int ToInt(long count) => (int)Math.Min(count, int.MaxValue);
}
