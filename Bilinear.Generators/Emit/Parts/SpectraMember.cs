using Bilinear.Dsl.Hosting;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>A member of the generated <c>Spectra</c>.</summary>
/// <param name="Layer">The layer's path, which is also its name in a saved file.</param>
/// <param name="Name">The name of the property.</param>
/// <param name="Plan">The name of the static property with its plan.</param>
/// <param name="Directions">The directions that have a name, and the property of each.</param>
internal sealed record SpectraMember(string Layer, SpectraKind Kind, string Name, string Plan, IReadOnlyList<(string Label, string Name)> Directions)
{
    private const string Spectral = "global::Bilinear.Spectral.";

    public string Type => Spectral + Kind switch
    {
        SpectraKind.Svd => "SvdSpectra",
        SpectraKind.Tree => "SpectralTree",
        _ => "EigenSpectra",
    };

    /// <summary>What its computation is called with.</summary>
    public string Arguments => Kind switch
    {
        SpectraKind.Svd => $"weights, {Plan}, cache",
        SpectraKind.Tree => $"weights, {Plan}, data",
        _ => $"weights, {Plan}, data, cache",
    };

    public string PlanType => $"{Spectral}{Word(Kind)}Plan";

    /// <summary>
    /// One member an entry: an <c>eigen</c> is called as its layer, <c>svd</c> and <c>tree</c> have their kind behind that, and a
    /// direction has its layer's name before its own. So no name depends on what else the block asks for.
    /// </summary>
    /// <param name="ofClass">The names of the model's class, where the plans stand.</param>
    public static IReadOnlyList<SpectraMember> Of(IEnumerable<SpectraEntry> entries, NameScope ofClass)
    {
        var all = entries.Select(entry => (entry, Layer: CSharpNames.Pascal(entry.Layer), Kind: Word(entry.Kind))).ToList();
        var plans = all.Select(item => ofClass.Claim($"{item.Layer}{item.Kind}Plan")).ToList();
        // The constructor reads the plans and the stream by their names, and Load the model's description.
        var scope = new NameScope([.. Members.OfSpectra, .. Members.OfObject, Members.Spectra, Members.ModelDescription, Members.Stream, .. plans]);
        var names = all.Select(item => item.Kind == Word(SpectraKind.Eigen)
            ? scope.Claim(item.Layer, item.Layer + item.Kind)
            : scope.Claim(item.Layer + item.Kind)).ToList();
        return [.. all.Select((item, i) => new SpectraMember(
            item.entry.Layer, item.entry.Kind, names[i], plans[i],
            [.. item.entry.Labels.Select(label => (label, scope.Claim(item.Layer + CSharpNames.Pascal(label))))]))];
    }

    private static string Word(SpectraKind kind) => kind == SpectraKind.EigenOfData ? "Eigen" : kind.ToString();
}
