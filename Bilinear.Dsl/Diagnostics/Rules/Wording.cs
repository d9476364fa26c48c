using System.Globalization;
using Bilinear.Dsl.Symbols;
using Bilinear.Text;

namespace Bilinear.Dsl.Diagnostics.Rules;

/// <summary>Words that the messages of several ranges share.</summary>
internal static class Wording
{
    /// <summary>A block belongs to several instances, each with arguments of its own.</summary>
    public const string NoArguments = "outside of headers, bodies and `train` no argument has a value, those of the model included";

    private const int LongestQuoted = 40;

    public static string Quote(string text) => $"`{Shorten(text)}`";

    public static string Shorten(string text) => ForeignText.Shorten(text, LongestQuoted);

    public static string Article(string noun) => noun == "f32" || noun[0] is 'a' or 'e' or 'i' ? $"an `{noun}`" : $"a `{noun}`";

    /// <summary>How to mend an unknown name: the one that was probably meant, or else some that exist.</summary>
    public static string Mend(string? nearest, IEnumerable<string> names, string introduction, string ifNone = "")
    {
        const int Shown = 8;
        if (nearest is not null)
            return $"Did you mean {Quote(nearest)}?";
        var some = names.Take(Shown + 1).ToList();
        if (some.Count == 0)
            return ifNone.Length > 0 ? ifNone : "There is none here.";
        return $"{introduction} {string.Join(", ", some.Take(Shown).Select(Quote))}{(some.Count > Shown ? ", …" : "")}.";
    }

    /// <summary>An expression with its value, <c>`d - 64` is 0</c>; for a bare number <c>this is 0</c>.</summary>
    public static string Value(string expression, long value) =>
        expression == CanonicalNumber.Of(value) ? $"this is {expression}" : $"{Quote(expression)} is {CanonicalNumber.Of(value)}";

    /// <summary>A character as any terminal can show it.</summary>
    public static string Show(string character)
    {
        var code = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        var number = "U+" + code.ToString("X4", CultureInfo.InvariantCulture);
        return ForeignText.Clean(character) == character ? $"`{character}` ({number})" : number;
    }
}
