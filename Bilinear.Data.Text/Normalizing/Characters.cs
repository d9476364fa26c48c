using System.Globalization;
using System.Text;

namespace Bilinear.Data.Text.Normalizing;

/// <summary>Classes of characters as Hugging Face's JavaScript library has them, which are those of JavaScript's regular expressions.</summary>
internal static class Characters
{
    /// <summary><c>\s</c>: unlike .NET's it has U+FEFF, and not U+0085.</summary>
    public static bool IsSpace(char unit) => unit is (>= '\t' and <= '\r') or ' ' or '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A')
        or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' or '\uFEFF';

    /// <inheritdoc cref="IsSpace(char)"/>
    public static bool IsSpace(Rune rune) => rune.IsBmp && IsSpace((char)rune.Value);

    /// <summary><c>\p{L}</c></summary>
    public static bool IsLetter(Rune rune) => Rune.IsLetter(rune);

    /// <summary><c>\p{N}</c></summary>
    public static bool IsNumber(Rune rune) => Rune.IsNumber(rune);

    /// <summary><c>\p{M}</c></summary>
    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary><c>\p{P}</c>, and every sign of ASCII.</summary>
    public static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune) || (rune.IsAscii && Rune.IsSymbol(rune));

    /// <summary>The first character of a text, and how many units it takes; half a surrogate pair is U+FFFD.</summary>
    public static Rune First(ReadOnlySpan<char> text, out int units)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out units);
        return rune;
    }
}
