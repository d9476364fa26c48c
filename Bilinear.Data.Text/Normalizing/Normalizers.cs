using System.Text;
using Bilinear.Data.Text.Json;

namespace Bilinear.Data.Text.Normalizing;

/// <summary>What a tokenizer does to a text before it is cut: the entry <c>normalizer</c> of <c>tokenizer.json</c>.</summary>
internal static class Normalizers
{
    /// <summary>Dotted capital I, the one character whose small letter is two.</summary>
    private const char DottedI = '\u0130';

    /// <exception cref="TextFileException">It is of a type that is not supported.</exception>
    public static Func<string, string> Read(JsonPart part) => Read(part, new Growth());

    private static Func<string, string> Read(JsonPart part, Growth growth)
    {
        switch (part.Type)
        {
            case "Sequence":
                List<Func<string, string>> steps = [.. part.Items("normalizers").Select(step => Read(step, growth))];
                return text => steps.Aggregate(text, (result, step) => step(result));
            case "Prepend":
                var prefix = part.Text("prepend");
                growth.Add(part, 1, prefix.Length + 1);
                return text => prefix + text;
            case "Replace":
                var (pattern, content) = (Pattern(part), part.Text("content"));
                growth.Add(part, pattern.Length, content.Length);
                return text => text.Replace(pattern, content, StringComparison.Ordinal);
            case "NFD":
                return Decomposition.Decompose;
            case "StripAccents":
                return text => Keep(text, rune => !Characters.IsMark(rune));
            case "Lowercase":
                return text => text.ToLowerInvariant().Replace($"{DottedI}", "i\u0307", StringComparison.Ordinal);
            default:
                throw part.NotSupported("Sequence, Prepend, Replace, NFD, StripAccents and Lowercase");
        }
    }

    /// <summary>The text that is replaced.</summary>
    public static string Pattern(JsonPart part)
    {
        var pattern = part.Part("pattern");
        if (pattern.Has("Regex"))
            throw pattern.Wrong("is a regular expression, and only a \"String\" is supported");
        return pattern.Text("String") is { Length: > 0 } text ? text : throw pattern.Wrong("is empty, and an empty text can be replaced nowhere");
    }

    private static string Keep(string text, Func<Rune, bool> isKept)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (isKept(rune))
                kept.Append(rune);
        }
        return kept.ToString();
    }
}
