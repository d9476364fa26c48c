using Bilinear.Dsl.Binding;
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
                if (finder.EndingIn(layer, span) is not { } path || !HasItsInput(eigen, path, diagnostics))
                    return null;
                return new EigenPlan(layer.Path, path, eigen.Order, ToInt(eigen.Keep), eigen.Basis, eigen.Bias, span);

            case SvdRequest svd when layer is BoundGlu bilinear:
                return finder.StartingAt(bilinear, svd.Alone, span) is { } folded ? new SvdPlan(layer.Path, folded, ToInt(svd.Keep), span) : null;

            case TreeRequest tree when layer is BoundLinear or BoundGlu:
                return finder.OnlyUse(layer, span) is null ? null : new TreePlan(layer.Path, ToInt(tree.Branch), ToInt(tree.Budget), span);

            default:
                diagnostics.ReportUndecomposableLayer(span, layer.Path, request is SvdRequest ? "a bilinear layer" : "a linear or a bilinear layer");
                return null;
        }
    }

    private static bool HasItsInput(EigenRequest eigen, QuadraticPath path, DiagnosticBag diagnostics)
    {
        if (path.FromInput || (eigen.Order != SpectrumOrder.MeanActivation && eigen.Basis == SpectrumBasis.Latent))
            return true;
        diagnostics.ReportInputOutOfReach(eigen.Span, eigen.Layer.Path, eigen.Basis == SpectrumBasis.Input ? "basis input" : "order mean_activation");
        return false;
    }

    private static int? ToInt(long? count) => count is { } given ? ToInt(given) : null;

    private static int ToInt(long count) => (int)Math.Min(count, int.MaxValue);
}
