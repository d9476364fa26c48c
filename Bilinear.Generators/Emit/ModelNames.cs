using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Generators.Diagnostics;

namespace Bilinear.Generators.Emit;

/// <summary>The models that a file declares, complete or not.</summary>
internal static class ModelNames
{
    /// <summary>
    /// Names that every model's class gives to members of its own, which C# does not let a class be called; and the one
    /// word of generated code that a type of this name would change.
    /// </summary>
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Decompose", "Description", "Forward", "Inference", "RunBackward", "RunForward", "RunStep", "RunTrainingForward", "Spectra", "ToWeights", "TrainDefaults", "Weights", "var",
    };

    public static bool IsMember(string model) => Members.Contains(model);

    /// <summary>Models that cannot become a class.</summary>
    public static IEnumerable<Diagnostic> Mistakes(FileSyntax file) =>
        from model in Of(file, "")
        where IsMember(model.Name.Text)
        select new Diagnostic(
            HostRules.NameOfAMember,
            model.Name.Span,
            $"every model's class has `{model.Name.Text}` for its own use, so a model cannot be called that; give it another name");

    public static IEnumerable<(string QualifiedName, NameSyntax Name)> Of(FileSyntax file, string @namespace) =>
        from declaration in file.Declarations
        where declaration is ModelSyntax or InstanceSyntax or UnreadableSyntax { Keyword: "model" }
        select (@namespace.Length == 0 ? declaration.Name.Text : $"{@namespace}.{declaration.Name.Text}", declaration.Name);
}
