using System.Globalization;

namespace Bilinear.Cli.Output;

/// <summary>Numbers of a table for a person: four digits, of which a column can be read.</summary>
internal static class Quantity
{
    private const double Largest = 1e5;
    private const double Smallest = 1e-4;

    /// <summary><c>+12.34</c>; zero has no sign.</summary>
    public static string Signed(double value) => value > 0 ? $"+{Plain(value)}" : Plain(value);

    public static string Plain(double value) => value.ToString(
        Math.Abs(value) switch
        {
            0 => "0",
            >= Largest or < Smallest => "0.00e+0",
            >= 1000 => "0",
            >= 100 => "0.0",
            >= 10 => "0.00",
            >= 1 => "0.000",
            _ => "0.0000",
        },
        CultureInfo.InvariantCulture);

    /// <summary><c>0.9712</c>; what is nearly certain is not called so.</summary>
    public static string Probability(double value) => value is >= 0.99995 and < 1 ? "> 0.9999" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary><c>12.3 %</c></summary>
    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
