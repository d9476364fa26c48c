using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Spectral;

/// <summary>Turns the entries of a <c>decompose</c> block that name a bilinear layer of a residual stream into plans, or says why one has no meaning.</summary>
internal sealed class TokenPlanner(BoundModel model, ResidualStream stream, DiagnosticBag diagnostics)
{
    /// <summary>The place of the bilinear layer that a request names, by itself or by the linear layer behind it; −1 for another request.</summary>
    public static int BranchOf(DecomposeRequest request, ResidualStream? stream)
    {
        if (request is TreeRequest || stream is null)
            return -1;
        for (var index = 0; index < stream.Branches.Count; index++)
        {
            if (stream.Branches[index] is GatedBranch { Gate: Gate.None } layer && (layer.Name == request.Layer.Path || layer.Path == request.Layer.Path))
                return index;
        }

        return -1;
    }

    public IReadOnlyList<TokenPlan> Plan(bool isGiven) =>
        [.. model.Decompose.Select(request => (Request: request, Branch: BranchOf(request, stream))).Where(each => each.Branch >= 0).Select(each => PlanOne(each.Request, each.Branch, isGiven)).OfType<TokenPlan>()];

    private TokenPlan? PlanOne(DecomposeRequest request, int branch, bool isGiven)
    {
        var path = request.Layer.Path;
        if (request is SvdRequest svd)
        {
            if (svd.Alone)
                diagnostics.ReportNotOfTexts(svd.Span, path, "alone", "leave it out, so that the singular triplets are over the logits");
            return svd.Alone ? null : new TokenSvdPlan(path, branch, ToInt(svd.Keep), svd.Span);
        }

        var eigen = (EigenRequest)request;
        if (eigen.Directions.Count == 0)
            diagnostics.ReportNotOfTexts(eigen.Span, path, "eigen", "name a direction among the logits, as in `direction \" girl\" - \" boy\"`");
        else if (eigen.Bias == BiasTreatment.Append)
            diagnostics.ReportNotOfTexts(eigen.Span, path, "bias append", "use `bias separate`");
        else if (eigen.Basis == SpectrumBasis.Input)
            diagnostics.ReportInputOutOfReach(eigen.BasisSpan ?? eigen.Span, path, "basis input", "`basis latent`");
        else if (eigen.Order == SpectrumOrder.MeanActivation)
            diagnostics.ReportInputOutOfReach(eigen.OrderSpan ?? eigen.Span, path, "order mean_activation", "`order magnitude` or `order value`");
        else if (eigen.Keep is { } keep && keep > Width(branch) && !isGiven && model.BaseName is null)
            diagnostics.ReportTooManyKept(eigen.KeepSpan ?? eigen.Span, path, Width(branch), "eigenvectors", keep);
        else
            return new TokenEigenPlan(path, branch, eigen.Order, ToInt(eigen.Keep), eigen.Directions, eigen.Span);
        return null;
    }

    private long Width(int branch) => model.Parameters[((GatedBranch)stream.Branches[branch]).Layer.Weight].Dims[1];

    private static int? ToInt(long? count) => count is { } given ? (int)Math.Min(given, int.MaxValue) : null;
}
