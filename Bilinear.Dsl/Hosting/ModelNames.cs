using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Hosting;

/// <summary>The models that a file declares, complete or not.</summary>
public static class ModelNames
{
    /// <summary>
    /// Whether a class of this name could not have the members that every model's class has; or is the one word of generated
    /// code that a type of this name would change.
    /// </summary>
    private static bool IsMember(string model) => model == "var" || Members.OfModel.Contains(model);

    /// <summary>Models that cannot become a class.</summary>
    public static IEnumerable<Diagnostic> Mistakes(FileSyntax file, string @namespace)
    {
        foreach (var (qualified, name) in Of(file, @namespace))
        {
            if (IsMember(name.Text))
            {
                yield return new Diagnostic(
                    HostRules.NameOfAMember,
                    name.Span,
                    HostRules.NameOfAMemberMessage(name.Text));
            }
            else if (HiddenBy(qualified) is { } needed)
            {
                yield return new Diagnostic(
                    HostRules.NameOfALibrary,
                    name.Span,
                    HostRules.NameOfALibraryMessage(qualified, needed));
            }
        }
    }

    /// <summary>Whether there can be a class of this name at all; with one that cannot be, nothing else would compile.</summary>
    public static bool CanBeClass(string qualified, string name) => !IsMember(name) && HiddenBy(qualified) is null;

    public static IEnumerable<(string QualifiedName, NameSyntax Name)> Of(FileSyntax file, string @namespace) =>
        from declaration in file.Declarations
        where declaration is ModelSyntax or InstanceSyntax or UnreadableSyntax { Keyword: "model" }
        select (@namespace.Length == 0 ? declaration.Name.Text : $"{@namespace}.{declaration.Name.Text}", declaration.Name);

    /// <summary>A type of a library that generated code could no longer name.</summary>
    private static string? HiddenBy(string qualified) => Members.Types.FirstOrDefault(type => IsWithin(type, qualified) || IsWithin(qualified, type));

    /// <summary>Whether a qualified name is another one, or stands in what that one names.</summary>
    private static bool IsWithin(string name, string outer) =>
        name.StartsWith(outer, StringComparison.Ordinal) && (name.Length == outer.Length || name[outer.Length] == '.');
}
