using Bilinear.Dsl.Syntax;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

internal enum SpectraKind { Eigen, EigenOfData, Svd, Tree }

/// <summary>A member of the generated <c>Spectra</c>.</summary>
/// <param name="Layer">The layer's path, which is also its name in a saved file.</param>
/// <param name="Name">Of the property.</param>
/// <param name="Plan">Of the static property with its plan.</param>
/// <param name="Directions">Those with a name, and the property of each.</param>
internal sealed record SpectraMember(string Layer, SpectraKind Kind, string Name, string Plan, IReadOnlyList<(string Label, string Name)> Directions)
{
    private const string Spectral = "global::Bilinear.Spectral.";

    public string Type => Spectral + Kind switch
    {
        SpectraKind.Svd => "SvdSpectra",
        SpectraKind.Tree => "SpectralTree",
        _ => "EigenSpectra",
    };

    public string PlanType => $"{Spectral}{Word(Kind)}Plan";

    /// <summary>One member an entry; a layer that is asked for twice gets the kind behind its name, and a direction its layer's name before its own.</summary>
    public static IReadOnlyList<SpectraMember> Of(IEnumerable<(string Layer, SpectraKind Kind, IEnumerable<string> Labels)> entries)
    {
        var scope = new NameScope(["Spectra", "Entries", "Save", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"]);
        var plans = new NameScope([]);
        return [.. entries.Select(entry =>
        {
            var name = scope.Claim(CSharpNames.Pascal(entry.Layer), CSharpNames.Pascal(entry.Layer) + Word(entry.Kind));
            var directions = entry.Labels.Select(label => (label, scope.Claim(CSharpNames.Pascal(entry.Layer) + CSharpNames.Pascal(label)))).ToList();
            var kind = name.EndsWith(Word(entry.Kind), StringComparison.Ordinal) ? "" : Word(entry.Kind);
            return new SpectraMember(entry.Layer, entry.Kind, name, plans.Claim($"{name.TrimStart('@')}{kind}Plan"), directions);
        })];
    }

    /// <summary>The members that a <c>decompose</c> block will have, from its syntax alone: for the shell of a file with errors.</summary>
    public static IReadOnlyList<SpectraMember> Of(DecomposeSyntax? block) => Of(
        from entry in block?.Entries ?? []
        let layer = (entry.Value as PathSyntax)?.Text
        let kind = KindOf(entry.Key.Text)
        where layer is not null && kind is not null
        select (layer!, kind.Value, Labels(entry)));

    private static SpectraKind? KindOf(string key) => key switch
    {
        "eigen" => SpectraKind.Eigen,
        "svd" => SpectraKind.Svd,
        "tree" => SpectraKind.Tree,
        _ => null,
    };

    private static string Word(SpectraKind kind) => kind == SpectraKind.EigenOfData ? "Eigen" : kind.ToString();

    private static IEnumerable<string> Labels(EntrySyntax entry) =>
        (entry.Block ?? []).Where(inner => inner.Key.Text == "direction").Select(inner => inner.Label?.Text).OfType<string>().Distinct();
}
