using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints the <c>decompose</c> block of a model of samples: <c>Decompose</c>, and the class of its result.</summary>
internal static class SpectraSurface
{
    private const string Data = "global::Bilinear.Data.DataSet?";
    private const string Cache = "global::Bilinear.Spectral.DecompositionCache?";
    private const string Decomposable = "global::Bilinear.Spectral.IDecomposable";
    private const string File = "global::Bilinear.Spectral.SpectraFile";
    private const string Saved = "global::Bilinear.Spectral.SavedSpectra";
    private const string Decompositions = "global::System.Collections.Generic.IReadOnlyList<global::Bilinear.Spectral.Decomposition>";

    private static readonly Fragment[] Given = [$"{Data} data", $"{Cache} cache"];
    private static readonly Fragment[] Optional = [$"{Data} data = null", $"{Cache} cache = null"];

    public static void Write(IndentedText code, IReadOnlyList<SpectraMember> members)
    {
        var needsData = members.Any(member => member.Kind == SpectraKind.EigenOfData);
        DecomposeSurface.Write(code, Optional, "data, cache", () => Document(code, needsData), $" : {Decomposable}", () =>
        {
            // The type and the name together are longer than a line.
            using (code.Line().Under(Decompositions))
                code.Method($"{Decomposable}.{Members.Decompose}", Given, $"{Members.Decompose}(data, cache).{Members.Entries}");
        });
        using (code.Block($"public sealed class {Members.Spectra}"))
        {
            using (code.Block(new Call($"internal {Members.Spectra}", [$"{Members.Weights} weights", .. Given])))
                code.Lines(members.Select(member => $"{member.Name} = {member.Type}.Compute({member.Arguments});"));
            code.Line();
            using (code.Block($"private {Members.Spectra}({Saved} saved)"))
                code.Lines(members.Select(member => $"{member.Name} = {member.Type}.Load(saved, {member.Plan});"));
            foreach (var member in members)
            {
                code.Line()
                    .Summary($"{What(member.Kind)} <c>{Literals.Xml(member.Layer)}</c>.")
                    .Line($"public {member.Type} {member.Name} {{ get; }}");
                foreach (var (label, name) in member.Directions)
                {
                    code.Line()
                        .Summary($"The spectrum of the direction <c>{Literals.Xml(label)}</c> of <c>{Literals.Xml(member.Layer)}</c>.")
                        .Member($"public global::Bilinear.Spectral.EigenSpectrum {name}", $"{member.Name}[{Literals.String(label)}]");
                }
            }
            code.Line()
                .Summary("Every decomposition, in the order of the block.")
                .Member($"public {Decompositions} {Members.Entries}", new Collection([.. members.Select(member => (Fragment)member.Name)]))
                .Line()
                .Summary("Writes every decomposition to one <c>.safetensors</c> file.")
                .Documentation("exception cref=\"global::System.IO.IOException\"", "The file cannot be written.")
                .Member($"public void {Members.Save}(string path)", $"{File}.Save(path, {Members.Entries})")
                .Line()
                .Summary($"Reads every decomposition from a file that <see cref=\"{Members.Save}\"/> or <c>bmlp decompose</c> wrote.")
                .Documentation("exception cref=\"global::System.IO.IOException\"", "The file cannot be read, or holds spectra of another model, program or <c>decompose</c> block.");
            using (code.Block($"public static {Members.Spectra} {Members.Load}(string path)"))
            {
                code.Line($"using var saved = {File}.Open(path, {Members.ModelDescription});")
                    .Line("return new(saved);");
            }
        }
    }

    private static void Document(IndentedText code, bool needsData) =>
        code.Documentation("param name=\"data\"", needsData
                ? "The samples that decide the order and the signs of the eigenvectors; <c>order mean_activation</c> needs them."
                : "The samples that decide the signs of the eigenvectors; they may be left out.")
            .Documentation("param name=\"cache\"", "Keeps what the result is computed from for the next time; null keeps nothing.")
            .Documentation("exception cref=\"global::System.ArgumentException\"", "The data are missing where they are needed, or have another shape.");

    private static string What(SpectraKind kind) => kind switch
    {
        SpectraKind.Svd => "Singular values and factors of the tensor of",
        SpectraKind.Tree => "The tree of eigenvectors through all layers, from the rows of",
        _ => "A spectrum for each row of",
    };
}
