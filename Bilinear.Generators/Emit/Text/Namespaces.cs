using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Generators.Emit.Text;

/// <summary>Namespaces from what a build says, which is the name of a project and can be any text.</summary>
internal static class Namespaces
{
    /// <summary>Whether C# takes it, its keywords escaped.</summary>
    public static bool IsOne(string text) => text.Split('.').All(SyntaxFacts.IsValidIdentifier);

    /// <summary>
    /// The namespace that <c>dotnet new</c> writes into the files of a project of this name: what no identifier can have becomes
    /// <c>_</c>, and one stands before a digit. <c>my-model</c> is <c>my_model</c>, <c>2026.Digits</c> is <c>_2026.Digits</c>.
    /// </summary>
    public static string Safe(string text) => text.Length == 0 ? "" : string.Join(".", text.Split('.').Select(Part));

    private static string Part(string text)
    {
        var part = string.Concat(text.Select(character => SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_'));
        return part.Length > 0 && SyntaxFacts.IsIdentifierStartCharacter(part[0]) ? part : "_" + part;
    }
}
