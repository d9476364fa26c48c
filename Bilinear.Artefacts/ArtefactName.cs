using System.Globalization;

namespace Bilinear.Artefacts;

/// <summary>Names that C# takes for a class, and for the parts of a namespace.</summary>
internal static class ArtefactName
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while "
            + "record required scoped file var dynamic nint nuint notnull unmanaged where yield await async partial extension field allows union closed").Split(' '),
        StringComparer.Ordinal);

    // A namespace of such a name hides the type from the class in it.
    private static readonly HashSet<string> Types = new(["Vector", "Span", "ReadOnlySpan", "MemoryMarshal", "ArgumentException", "InvalidOperationException", "System"], StringComparer.Ordinal);

    // What the class itself declares or uses without a qualifier.
    private static readonly HashSet<string> Taken = new(
        ["Inputs", "Outputs", "Kept", "Scores", "Classify", "Explain", "VectorOf", "Values", "Vectors", "Offsets", "Linear", "Constants", "Term", "AffineOf", "Dot", "Check", "ReadVectors", .. Types],
        StringComparer.Ordinal);

    /// <summary>What is wrong with a name for the class, as the end of a sentence; null where nothing is.</summary>
    public static string? WhyNot(string name) => !IsIdentifier(name) ? "is no name of a class in C#: it begins with a letter or _, and goes on with letters, digits and _"
        : Keywords.Contains(name) ? "is a word of C# itself"
        : Taken.Contains(name) ? "is used in the class itself"
        : null;

    public static bool IsNamespace(string name) => name.Split('.').All(part => IsIdentifier(part) && !Keywords.Contains(part) && !Types.Contains(part));

    private static bool IsIdentifier(string name) => name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(letter => letter == '_' || char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation);
}
