using System.Globalization;

namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <summary>The classes of characters: what may stand in a name is what C# allows there.</summary>
internal static class Characters
{
    public static bool IsLineEnd(char c) => c is '\n' or '\r';

    public static bool IsBlank(char c) => char.IsWhiteSpace(c) && !IsLineEnd(c);

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool BeginsName(char c) => c == '_' || char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    // Not the invisible format characters, which C# allows too: two names that look the same would differ.
    public static bool ContinuesName(char c) =>
        BeginsName(c) || CharUnicodeInfo.GetUnicodeCategory(c) is
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>
    /// What follows the slashes of a line of documentation, as it can stand in any file that we write: without the first blank,
    /// control characters, the line ends that only C# knows, marks that turn the text around them, and halves of surrogate pairs. The
    /// list is fixed: it is a part of what identifies a program, so it must not depend on a host's tables.
    /// </summary>
    public static string Printable(string line)
    {
        var characters = line.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (i + 1 < characters.Length && char.IsSurrogatePair(characters[i], characters[i + 1]))
                i++;
            else if (char.IsControl(characters[i]) || char.IsSurrogate(characters[i]) || characters[i] is '\uFFFE' or '\uFFFF' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                characters[i] = ' ';
        }

        var text = new string(characters).TrimEnd();
        return text.StartsWith(" ", StringComparison.Ordinal) ? text.Substring(1) : text;
    }
}
