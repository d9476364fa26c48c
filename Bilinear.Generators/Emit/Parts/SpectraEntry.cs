using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Spectral;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Generators.Emit.Parts;

internal enum SpectraKind { Eigen, EigenOfData, Svd, Tree }

/// <summary>What an entry of a <c>decompose</c> block asks for, as far as it decides names.</summary>
/// <param name="Layer">The layer's path.</param>
/// <param name="Labels">The names of its directions that have one.</param>
internal sealed record SpectraEntry(string Layer, SpectraKind Kind, IReadOnlyList<string> Labels)
{
    public static SpectraEntry Of(SpectralPlan plan) => new(plan.Name, KindOf(plan), Labelled(plan));

    public static SpectraEntry Of(TokenPlan plan) => plan is TokenEigenPlan eigen
        ? new(plan.Name, SpectraKind.Eigen, NamesOf(eigen.Directions))
        : new(plan.Name, SpectraKind.Svd, []);

    /// <summary>The entries that a block will have, from its syntax alone: for the shell of a file with errors.</summary>
    public static IEnumerable<SpectraEntry> Of(DecomposeSyntax? block) =>
        from entry in block?.Entries ?? []
        let layer = (entry.Value as PathSyntax)?.Text
        let kind = KindOf(entry.Key.Text)
        where layer is not null && kind is not null
        select new SpectraEntry(layer!, kind.Value, Labelled(entry));

    private static SpectraKind KindOf(SpectralPlan plan) => plan switch
    {
        EigenPlan { NeedsData: true } => SpectraKind.EigenOfData,
        EigenPlan => SpectraKind.Eigen,
        SvdPlan => SpectraKind.Svd,
        TreePlan => SpectraKind.Tree,
        _ => throw new InvalidOperationException($"{plan.GetType().Name} has no C# form."),
    };

    private static SpectraKind? KindOf(string key) => key switch
    {
        "eigen" => SpectraKind.Eigen,
        "svd" => SpectraKind.Svd,
        "tree" => SpectraKind.Tree,
        _ => null,
    };

    private static IReadOnlyList<string> Labelled(SpectralPlan plan) =>
        plan is EigenPlan eigen ? NamesOf(eigen.Directions) : [];

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<DirectionSpec> directions) => [.. directions.Where(direction => direction.IsLabelled).Select(direction => direction.Name)];

    private static IReadOnlyList<string> Labelled(EntrySyntax entry) =>
        [.. (entry.Block ?? []).Where(inner => inner.Key.Text == "direction").Select(inner => inner.Label?.Text).OfType<string>().Distinct()];
}
