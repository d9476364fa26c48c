using Bilinear.Dsl.Syntax;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

internal enum SpectraKind { Eigen, EigenOfData, Svd }

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
        var scope = new NameScope(["Spectra", "Entries", "Save", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"]);
        return [.. entries.Select(entry =>
        {
            var kind = entry.Kind == SpectraKind.Svd ? "Svd" : "Eigen";
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
    public static void Write(CodeWriter code, IReadOnlyList<SpectraMember> members)
    {
        var needsData = members.Any(member => member.Kind == SpectraKind.EigenOfData);
        code.Line("/// <summary>The <c>decompose</c> block, computed from the weights as they are now.</summary>")
            .Line(needsData
                ? "/// <param name=\"data\">Orders and signs the eigenvectors; <c>order mean_activation</c> cannot do without.</param>"
                : "/// <param name=\"data\">Decides the signs of eigenvectors; may be left out.</param>")
            .Line("/// <exception cref=\"global::System.ArgumentException\">The data are missing where they are needed, or have another shape.</exception>");
        using (code.Block("public Spectra Decompose(global::Bilinear.Data.DataSet? data = null)"))
        {
            code.Line("using var weights = ToWeights();")
                .Line("return new Spectra(weights, data);");
        }
        code.Line().Line("/// <summary>What <see cref=\"Decompose\"/> found.</summary>");
        using (code.Block("public sealed class Spectra"))
        {
            using (code.Block("internal Spectra(Weights weights, global::Bilinear.Data.DataSet? data)"))
                code.Lines(members.Select(member => $"{member.Name} = {member.Type}.Compute(weights, {member.Plan}, data);"));
            foreach (var member in members)
            {
                var what = member.Kind == SpectraKind.Svd ? "Singular values and factors of the tensor of" : "A spectrum for each row of";
                code.Line()
                    .Line($"/// <summary>{what} <c>{Literals.Xml(member.Layer)}</c>.</summary>")
                    .Line($"public {member.Type} {member.Name} {{ get; }}");
            }
            code.Line()
                .Line("/// <summary>All of it, in the order of the block.</summary>")
                .Line($"public global::System.Collections.Generic.IReadOnlyList<global::Bilinear.Spectral.Decomposition> Entries => [{string.Join(", ", members.Select(member => member.Name))}];")
                .Line()
                .Line("/// <summary>Writes all of it to one <c>.safetensors</c> file.</summary>")
                .Line("/// <exception cref=\"global::System.IO.IOException\">It cannot be written.</exception>")
                .Line("public void Save(string path) => global::Bilinear.Spectral.SpectraFile.Save(path, Entries);");
        }
    }
}
