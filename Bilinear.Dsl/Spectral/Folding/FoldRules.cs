using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Spectral.Folding;

/// <summary>What a model cannot have whose norms training measures and folds: readers of a norm that have no weights for its scale, and a <c>decompose</c> block, which is of what training makes of it.</summary>
internal static class FoldRules
{
    public static void Check(BoundFile file, DiagnosticBag diagnostics)
    {
        foreach (var model in file.Models.Where(model => model.Parameters.Any(parameter => parameter.Measured is not null)))
        {
            // In the turns of a repeat a norm stands at one place.
            foreach (var obstacle in FoldPlan.OfMeasured(model).Obstacles.GroupBy(obstacle => obstacle.Span).Select(same => same.First()))
                diagnostics.ReportMeasuredScale(obstacle.Span, obstacle.Norm, obstacle.Reason);
            foreach (var request in model.Decompose)
                diagnostics.ReportUnfoldedDecomposition(request.Span, model.Name);
        }
    }
}
