using Bilinear.Dsl.Syntax;

namespace Bilinear.Generators.Emit;

/// <summary>The models that a file declares, complete or not.</summary>
internal static class ModelNames
{
    public static IEnumerable<(string QualifiedName, NameSyntax Name)> Of(FileSyntax file, string @namespace) =>
        from declaration in file.Declarations
        where declaration is ModelSyntax or InstanceSyntax or UnreadableSyntax { Keyword: "model" }
        select (@namespace.Length == 0 ? declaration.Name.Text : $"{@namespace}.{declaration.Name.Text}", declaration.Name);
}
