using System.Globalization;

namespace Bilinear.Dsl.Symbols;

/// <summary>Numbers as text, the same on every runtime that may host the compiler.</summary>
public static class CanonicalNumber
{
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The fewest digits that read back as the value. Tried one by one, because what "R" prints differs between .NET Framework and .NET.
    /// </summary>
    public static string Of(double value)
    {
        if (Math.Abs(value) < 1e15 && Math.Floor(value).Equals(value))
            return Of((long)value);

        var text = "";
        for (var digits = 1; digits <= 17; digits++)
        {
            text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture).Equals(value))
                break;
        }

        return text.Replace("E+", "e").Replace("E-0", "e-").Replace('E', 'e');
    }
}
