using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints <c>Decompose</c>, of model and weights.</summary>
internal static class DecomposeSurface
{
    /// <param name="parameters">What it takes.</param>
    /// <param name="arguments">The names of the parameters.</param>
    /// <param name="document">Prints what stands about them, and what is thrown.</param>
    /// <param name="bases">What the weights implement by it.</param>
    /// <param name="members">Prints the members that this takes.</param>
    public static void Write(IndentedText code, IReadOnlyList<Fragment> parameters, string arguments, Action document, string bases = "", Action? members = null)
    {
        code.Summary("Decomposes the weights as they are now, as the <c>decompose</c> block asks.");
        document();
        using (code.Block(new Call($"public {Members.Spectra} {Members.Decompose}", parameters)))
        {
            code.Line($"using var weights = {Members.ToWeights}();")
                .Line($"return weights.{Members.Decompose}({arguments});");
        }
        code.Line();
        using (code.Block($"partial class {Members.Weights}{bases}"))
        {
            code.Summary("Decomposes these weights, as the <c>decompose</c> block asks.");
            document();
            code.Method($"public {Members.Spectra} {Members.Decompose}", parameters, $"new(this, {arguments})");
            members?.Invoke();
        }
        code.Line().Summary($"Holds what <see cref=\"{Members.Decompose}\"/> found.");
    }
}
