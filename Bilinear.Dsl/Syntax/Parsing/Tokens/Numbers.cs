using System.Globalization;

namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <summary>Numbers as written, in the invariant culture whatever the machine's is.</summary>
internal static class Numbers
{
    /// <summary>Whether a number, written without its sign, fits: 64 bits for an integer, a finite double for another.</summary>
    public static bool Fits(string text, bool mayBeNegative) =>
        IsInteger(text) ? Integer(mayBeNegative ? "-" + text : text) is not null : !double.IsInfinity(Value(text));

    public static long? Integer(string text) =>
        IsInteger(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The nearest double; infinity if it is too large.</summary>
    public static double Value(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.PositiveInfinity;

    public static bool IsInteger(string text) => text.IndexOfAny(['.', 'e', 'E']) < 0;
}
