using System.Globalization;
using System.Text;

namespace Bilinear.Text;

/// <summary>
/// The one way of text that others wrote (names of files and tensors, metadata, messages of the system) into what we write:
/// a terminal, a page, a comment in generated code. What could act there instead of being read, or hide, is shown as its
/// code, such as <c>\u001B</c>; what has no bound gets one.
/// </summary>
internal static class ForeignText
{
    private const int LongestName = 80;
    private const int MostNames = 20;

    /// <summary>The text on one line, every character of it visible.</summary>
    public static string Clean(string text)
    {
        var first = 0;
        while (first < text.Length && IsPlain(text, first))
            first += WidthAt(text, first);
        if (first == text.Length)
            return text;
        var clean = new StringBuilder(text, 0, first, text.Length + 16);
        for (var at = first; at < text.Length; at += WidthAt(text, at))
        {
            foreach (var character in text.Substring(at, WidthAt(text, at)))
                clean.Append(IsPlain(text, at) ? character.ToString() : "\\u" + ((int)character).ToString("X4", CultureInfo.InvariantCulture));
        }
        return clean.ToString();
    }

    /// <summary>Text of several lines, each of them clean; only line feeds end one.</summary>
    public static string CleanLines(string text) => string.Join("\n", text.Split('\n').Select(Clean));

    /// <summary>The text clean and cut to its first characters: <c>layer.0.wei…</c></summary>
    public static string Shorten(string text, int longest = LongestName)
    {
        if (text.Length <= longest)
            return Clean(text);
        // Not between the halves of a surrogate pair.
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return Clean(text.Substring(0, end)) + "…";
    }

    /// <summary>A name in quotes, clean and short: <c>'layer.0.weight'</c></summary>
    public static string Quote(string name) => $"'{Shorten(name)}'";

    /// <summary><c>'a', 'b' and 1,998 more</c>; <c>none</c> where there are none. In the order of their characters.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "none" : Join(", ", [.. names.OrderBy(name => name, StringComparer.Ordinal).Select(Quote)]);

    /// <summary>The first of what is fit to be shown, and how many more there are.</summary>
    public static string Join(string separator, IReadOnlyCollection<string> items)
    {
        var shown = string.Join(separator, items.Take(MostNames));
        return items.Count <= MostNames ? shown : string.Format(CultureInfo.InvariantCulture, "{0} and {1:N0} more", shown, items.Count - MostNames);
    }

    /// <summary><c>[28, 28]</c>; of very many sizes the first.</summary>
    public static string Shape<T>(IReadOnlyCollection<T> sizes) => Shorten($"[{string.Join(", ", sizes)}]");

    private static int WidthAt(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

    // Format characters hide, or turn the text around them (U+202E); a surrogate alone is no character at all.
    private static bool IsPlain(string text, int at) => char.IsSurrogatePair(text, at)
        ? CharUnicodeInfo.GetUnicodeCategory(text, at) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        : CharUnicodeInfo.GetUnicodeCategory(text[at]) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
