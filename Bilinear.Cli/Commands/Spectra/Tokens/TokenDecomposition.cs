using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Linalg;
using Bilinear.Spectral;
using Compiled = Bilinear.Dsl.Spectral;
using Order = Bilinear.Dsl.Bound.SpectrumOrder;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>Computes what the <c>decompose</c> block of a model of texts asks for.</summary>
internal static class TokenDecomposition
{
    private const int PairsOfTriplet = 4;

    public static IReadOnlyList<TokenSpectrum> Of(StreamAnalysis analysis, IReadOnlyList<Compiled.TokenPlan> plans, IReadOnlyList<IReadOnlyList<Direction>> directions) =>
    [
        .. plans.Zip(directions).SelectMany(each => each.First switch
        {
            Compiled.TokenEigenPlan eigen => each.Second.Select(direction => Eigen(analysis, eigen, direction)),
            var svd => Svd(analysis, (Compiled.TokenSvdPlan)svd),
        }),
    ];

    /// <summary>The directions of each plan; of a triplet there are none before it is computed.</summary>
    public static IReadOnlyList<IReadOnlyList<Direction>> Directions(IReadOnlyList<Compiled.TokenPlan> plans, TokenNames names, int outputs) =>
        [.. plans.Select(plan => plan is Compiled.TokenEigenPlan eigen ? (IReadOnlyList<Direction>)[.. eigen.Directions.Select(direction => TokenDirections.Of(direction, names, outputs))] : [])];

    // From both ends under `order value`, else by |λ|, which is how they come.
    private static TokenSpectrum Eigen(StreamAnalysis analysis, Compiled.TokenEigenPlan plan, Direction direction)
    {
        var pairs = analysis.Decompose(plan.Branch, direction);
        var order = Enumerable.Range(0, pairs.Values.Count);
        if (plan.Order == Order.Value)
            order = order.OrderByDescending(index => pairs.Values[index]);
        int[] all = [.. order];
        var keep = plan.Keep ?? all.Length;
        int[] kept = plan.Order == Order.Value && 2 * keep < all.Length ? [.. all[..keep], .. all[^keep..]] : all[..Math.Min(keep, all.Length)];
        return new TokenSpectrum(plan.Name, plan.Branch, direction, null, Kept(pairs, kept), all.Length);
    }

    private static IEnumerable<TokenSpectrum> Svd(StreamAnalysis analysis, Compiled.TokenSvdPlan plan) =>
        analysis.Svd(plan.Branch, plan.Keep).Select((component, index) => new TokenSpectrum(
            plan.Name, plan.Branch, new Direction($"component {index}", component.Left), component.Value, Kept(component.Pairs, [.. Enumerable.Range(0, Math.Min(PairsOfTriplet, component.Pairs.Values.Count))]), component.Pairs.Values.Count));

    private static EigenPairs Kept(EigenPairs pairs, int[] kept)
    {
        var vectors = new Matrix(kept.Length, pairs.Vectors.Columns, [.. kept.SelectMany(index => pairs.Vectors.Row(index).ToArray())]);
        return new EigenPairs([.. kept.Select(index => pairs.Values[index])], vectors);
    }
}
