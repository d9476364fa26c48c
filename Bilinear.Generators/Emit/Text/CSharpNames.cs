using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Generators.Emit.Text;

/// <summary>C# identifiers from names and paths of the language: <c>stack.0.mix</c> is <c>stack0Mix</c>, <c>class</c> is <c>@class</c>.</summary>
internal static class CSharpNames
{
    public static string Camel(string name) => Join(name, upperFirst: false);

    public static string Pascal(string name) => Join(name, upperFirst: true);

    /// <summary>Words of newer versions of C# than the one that this generator is built with, and may be run by.</summary>
    private static readonly HashSet<string> Newer = new(["allows", "closed", "extension", "field", "union"], StringComparer.Ordinal);

    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(identifier) == SyntaxKind.None && !Newer.Contains(identifier)
            ? identifier
            : "@" + identifier;

    /// <summary>A namespace, each part escaped.</summary>
    public static string Qualified(string name) => string.Join(".", name.Split('.').Select(Escape));

    private static string Join(string name, bool upperFirst)
    {
        var text = new StringBuilder(name.Length);
        var upper = upperFirst;
        foreach (var c in name)
        {
            if (!SyntaxFacts.IsIdentifierPartCharacter(c))
            {
                upper = text.Length > 0 || upperFirst;
                continue;
            }
            if (text.Length == 0 && !SyntaxFacts.IsIdentifierStartCharacter(c))
                text.Append('_');
            text.Append(upper ? char.ToUpperInvariant(c) : text.Length == 0 ? char.ToLowerInvariant(c) : c);
            upper = false;
        }
        return text.Length == 0 ? "_" : text.ToString();
    }
}
