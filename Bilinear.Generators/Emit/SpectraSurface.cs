using Bilinear.Dsl.Syntax;

namespace Bilinear.Generators.Emit;

internal enum SpectraKind { Eigen, EigenOfData, Svd, Tree }

/// <summary>A member of the generated <c>Spectra</c>.</summary>
/// <param name="Layer">The layer's path, which is also its name in a saved file.</param>
/// <param name="Name">Of the property.</param>
/// <param name="Plan">Of the static property with its plan.</param>
internal sealed record SpectraMember(string Layer, SpectraKind Kind, string Name, string Plan)
{
    public string Type => "global::Bilinear.Spectral." + (Kind == SpectraKind.Svd ? "SvdSpectra" : "EigenSpectra");

    /// <summary>One member an entry; a layer that is asked for twice gets the kind behind its name.</summary>
    public static IReadOnlyList<SpectraMember> Of(IEnumerable<(string Layer, SpectraKind Kind)> entries)
    {
        var scope = new NameScope(["Spectra", "Save", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"]);
        return [.. entries.Select(entry =>
        {
            var kind = entry.Kind == SpectraKind.Svd ? "Svd" : entry.Kind == SpectraKind.Tree ? "Tree" : "Eigen";
            var name = scope.Claim(CSharpNames.Pascal(entry.Layer), CSharpNames.Pascal(entry.Layer) + kind);
            return new SpectraMember(entry.Layer, entry.Kind, name, $"{name.TrimStart('@')}{kind}Plan");
        })];
    }

    /// <summary>The members that a <c>decompose</c> block will have, from its syntax alone: for the shell of a file with errors.</summary>
    public static IReadOnlyList<SpectraMember> Of(DecomposeSyntax? block) => Of(
        from entry in block?.Entries ?? []
        let layer = (entry.Value as PathSyntax)?.Text
        where layer is not null && entry.Key.Text is "eigen" or "svd"
        select (layer!, entry.Key.Text == "svd" ? SpectraKind.Svd : SpectraKind.Eigen));
}

/// <summary>Prints <c>Decompose</c> and the class of its result.</summary>
internal static class SpectraSurface
{
    /// <param name="trees">Layers with a <c>tree</c> entry.</param>
    /// <param name="plan">What the member's decomposition is asked with.</param>
    public static void Write(CodeWriter code, IReadOnlyList<SpectraMember> members, IEnumerable<string> trees, Func<SpectraMember, int, string> plan)
    {
        var shown = members.Where(member => member.Kind != SpectraKind.Tree).ToList();
        var needsData = shown.Any(member => member.Kind == SpectraKind.EigenOfData);
        var remarks = trees.Select(tree => $"The tree of <c>{Literals.Xml(tree)}</c> is checked, but not part of this version of Bilinear: it has no member here.").ToList();

        code.Line("/// <summary>The <c>decompose</c> block, computed from the weights as they are now.</summary>");
        code.Line(needsData
            ? "/// <param name=\"data\">Orders and signs the eigenvectors; <c>order mean_activation</c> cannot do without.</param>"
            : "/// <param name=\"data\">Decides the eigenvectors' signs; may be left out.</param>");
        code.Lines(remarks.Select(remark => $"/// <remarks>{remark}</remarks>"));
        code.Line("/// <exception cref=\"global::System.ArgumentException\">The data are missing where they are needed, or have another shape.</exception>");
        code.Line($"public Spectra Decompose(global::Bilinear.Data.DataSet? data = null) => new({string.Join(", ", shown.Select((member, i) => $"{member.Type}.Compute(Weights, {plan(member, i)}, data)"))});");
        code.Line();
        code.Line("/// <summary>What <see cref=\"Decompose\"/> found.</summary>");
        using (code.Block("public sealed class Spectra"))
        {
            using (code.Block($"internal Spectra({string.Join(", ", shown.Select((member, i) => $"{member.Type} part{i}"))})"))
                code.Lines(shown.Select((member, i) => $"{member.Name} = part{i};"));
            foreach (var member in shown)
            {
                var what = member.Kind == SpectraKind.Svd ? "Singular values and factors of the tensor of" : "A spectrum for each row of";
                code.Line()
                    .Line($"/// <summary>{what} <c>{Literals.Xml(member.Layer)}</c>.</summary>")
                    .Line($"public {member.Type} {member.Name} {{ get; }}");
            }
            code.Line()
                .Line("/// <summary>Writes all of it to one <c>.safetensors</c> file.</summary>")
                .Line($"public void Save(string path) => global::Bilinear.Spectral.SpectraFile.Save(path, [{string.Join(", ", shown.Select(member => member.Name))}]);");
        }
    }
}
