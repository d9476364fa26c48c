using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints <c>Decompose</c> and the class of its result.</summary>
internal static class SpectraSurface
{
    public static void Write(IndentedText code, IReadOnlyList<SpectraMember> members)
    {
        var needsData = members.Any(member => member.Kind == SpectraKind.EigenOfData);
        code.Line("/// <summary>The <c>decompose</c> block, computed from the weights as they are now.</summary>")
            .Line(needsData
                ? "/// <param name=\"data\">Orders and signs the eigenvectors; <c>order mean_activation</c> cannot do without.</param>"
                : "/// <param name=\"data\">Decides the signs of eigenvectors; may be left out.</param>")
            .Line("/// <exception cref=\"global::System.ArgumentException\">The data are missing where they are needed, or have another shape.</exception>");
        using (code.Block($"public {Members.Spectra} {Members.Decompose}(global::Bilinear.Data.DataSet? data = null)"))
        {
            code.Line($"using var weights = {Members.ToWeights}();")
                .Line($"return new {Members.Spectra}(weights, data);");
        }
        code.Line().Line($"/// <summary>What <see cref=\"{Members.Decompose}\"/> found.</summary>");
        using (code.Block($"public sealed class {Members.Spectra}"))
        {
            using (code.Block($"internal {Members.Spectra}({Members.Weights} weights, global::Bilinear.Data.DataSet? data)"))
                code.Lines(members.Select(member => $"{member.Name} = {member.Type}.Compute(weights, {member.Plan}, data);"));
            foreach (var member in members)
            {
                code.Line()
                    .Line($"/// <summary>{What(member.Kind)} <c>{Literals.Xml(member.Layer)}</c>.</summary>")
                    .Line($"public {member.Type} {member.Name} {{ get; }}");
                foreach (var (label, name) in member.Directions)
                {
                    code.Line()
                        .Line($"/// <summary>The spectrum of the direction <c>{Literals.Xml(label)}</c> of <c>{Literals.Xml(member.Layer)}</c>.</summary>")
                        .Line($"public global::Bilinear.Spectral.EigenSpectrum {name} => {member.Name}[{Literals.String(label)}];");
                }
            }
            code.Line()
                .Line("/// <summary>All of it, in the order of the block.</summary>")
                .Line($"public global::System.Collections.Generic.IReadOnlyList<global::Bilinear.Spectral.Decomposition> {Members.Entries} => [{string.Join(", ", members.Select(member => member.Name))}];")
                .Line()
                .Line("/// <summary>Writes all of it to one <c>.safetensors</c> file.</summary>")
                .Line("/// <exception cref=\"global::System.IO.IOException\">It cannot be written.</exception>")
                .Line($"public void {Members.Save}(string path) => global::Bilinear.Spectral.SpectraFile.Save(path, {Members.Entries});");
        }
    }

    private static string What(SpectraKind kind) => kind switch
    {
        SpectraKind.Svd => "Singular values and factors of the tensor of",
        SpectraKind.Tree => "The tree of eigenvectors through all layers, from the rows of",
        _ => "A spectrum for each row of",
    };
}
