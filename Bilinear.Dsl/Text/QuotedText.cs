using System.Globalization;
using System.Text;

namespace Bilinear.Text;

/// <summary>A text between quotes, as it is written and as it is meant: <c>\"</c>, <c>\\</c>, <c>\n</c>, <c>\r</c>, <c>\t</c> and <c>\u00e9</c> stand for one character.</summary>
internal static class QuotedText
{
    internal const char Quote = '"';
    internal const char Escape = '\\';

    private const int CodeDigits = 4;

    /// <summary>The first escape that means nothing, in what stands between the quotes; null where all are known.</summary>
    internal static (int At, int Length)? FirstUnknownEscape(string written)
    {
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] != Escape)
                continue;
            if (Read(written, at) is not { } read)
                return (at, Math.Min(2, written.Length - at));
            at += read.Length - 1;
        }

        return null;
    }

    /// <summary>What is meant by what stands between the quotes, whose escapes are known.</summary>
    internal static string Read(string written)
    {
        var text = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == Escape && Read(written, at) is { } read)
            {
                text.Append(read.Character);
                at += read.Length - 1;
            }
            else
            {
                text.Append(written[at]);
            }
        }

        return text.ToString();
    }

    /// <summary>A text with its quotes, in the one way in which the compiler writes it: only what could not stand in a file, or could not be seen, is escaped.</summary>
    public static string Write(string text)
    {
        var written = new StringBuilder(text.Length + 2).Append(Quote);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) && IsSeen(CharUnicodeInfo.GetUnicodeCategory(text, at)))
                written.Append(text[at++]).Append(text[at]);
            else
                Append(text[at], written);
        }

        return written.Append(Quote).ToString();
    }

    private static void Append(char character, StringBuilder written)
    {
        _ = character switch
        {
            Quote or Escape => written.Append(Escape).Append(character),
            '\n' => written.Append(Escape).Append('n'),
            '\r' => written.Append(Escape).Append('r'),
            '\t' => written.Append(Escape).Append('t'),
            ' ' => written.Append(character),
            _ when IsSeen(CharUnicodeInfo.GetUnicodeCategory(character)) => written.Append(character),
            _ => written.Append(Escape).Append('u').Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
        };
    }

    private static bool IsSeen(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // The escape that begins at a place; null where it means nothing.
    private static (char Character, int Length)? Read(string written, int at) => at + 1 >= written.Length ? null : written[at + 1] switch
    {
        Quote => (Quote, 2),
        Escape => (Escape, 2),
        'n' => ('\n', 2),
        'r' => ('\r', 2),
        't' => ('\t', 2),
        'u' when at + 2 + CodeDigits <= written.Length && written.Skip(at + 2).Take(CodeDigits).All(Uri.IsHexDigit) =>
            ((char)int.Parse(written.Substring(at + 2, CodeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), 2 + CodeDigits),
        _ => null,
    };
}
