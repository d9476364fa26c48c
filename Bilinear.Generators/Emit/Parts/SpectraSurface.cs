using Bilinear.Dsl.Hosting;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints <c>Decompose</c>, of model and weights, and the class of its result.</summary>
internal static class SpectraSurface
{
    private const string Parameters = "global::Bilinear.Data.DataSet? data = null, global::Bilinear.Spectral.DecompositionCache? cache = null";
    private const string Given = "global::Bilinear.Data.DataSet? data, global::Bilinear.Spectral.DecompositionCache? cache";
    private const string Decomposable = "global::Bilinear.Spectral.IDecomposable";
    private const string List = "global::System.Collections.Generic.IReadOnlyList";
    private const string Entry = "global::Bilinear.Spectral.Decomposition";

    public static void Write(CodeWriter code, IReadOnlyList<SpectraMember> members)
    {
        var needsData = members.Any(member => member.Kind == SpectraKind.EigenOfData);
        WriteSummary(code, "The <c>decompose</c> block, computed from the weights as they are now.", needsData);
        using (code.Block($"public {Members.Spectra} {Members.Decompose}({Parameters})"))
        {
            code.Line($"using var weights = {Members.ToWeights}();")
                .Line($"return weights.{Members.Decompose}(data, cache);");
        }
        code.Line();
        using (code.Block($"partial class {Members.Weights} : {Decomposable}"))
        {
            WriteSummary(code, "The <c>decompose</c> block, computed from these weights.", needsData);
            code.Line($"public {Members.Spectra} {Members.Decompose}({Parameters}) => new(this, data, cache);")
                .Line()
                .Line($"{List}<{Entry}> {Decomposable}.{Members.Decompose}({Given}) => {Members.Decompose}(data, cache).{Members.Entries};");
        }
        code.Line().Line($"/// <summary>What <see cref=\"{Members.Decompose}\"/> found.</summary>");
        using (code.Block($"public sealed class {Members.Spectra}"))
        {
            using (code.Block($"internal {Members.Spectra}({Members.Weights} weights, {Given})"))
                code.Lines(members.Select(member => $"{member.Name} = {member.Type}.Compute({member.Arguments});"));
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
                .Line($"public {List}<{Entry}> {Members.Entries} => [{string.Join(", ", members.Select(member => member.Name))}];")
                .Line()
                .Line("/// <summary>Writes all of it to one <c>.safetensors</c> file.</summary>")
                .Line("/// <exception cref=\"global::System.IO.IOException\">It cannot be written.</exception>")
                .Line($"public void {Members.Save}(string path) => global::Bilinear.Spectral.SpectraFile.Save(path, {Members.Entries});");
        }
    }

    private static void WriteSummary(CodeWriter code, string summary, bool needsData) =>
        code.Line($"/// <summary>{summary}</summary>")
            .Line(needsData
                ? "/// <param name=\"data\">Orders and signs the eigenvectors; <c>order mean_activation</c> cannot do without.</param>"
                : "/// <param name=\"data\">Decides the signs of eigenvectors; may be left out.</param>")
            .Line("/// <param name=\"cache\">Keeps what the result is computed from for the next time; null to keep nothing.</param>")
            .Line("/// <exception cref=\"global::System.ArgumentException\">The data are missing where they are needed, or have another shape.</exception>");

    private static string What(SpectraKind kind) => kind switch
    {
        SpectraKind.Svd => "Singular values and factors of the tensor of",
        SpectraKind.Tree => "The tree of eigenvectors through all layers, from the rows of",
        _ => "A spectrum for each row of",
    };
}
