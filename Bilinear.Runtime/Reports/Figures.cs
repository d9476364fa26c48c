using System.Globalization;

namespace Bilinear.Reports;

/// <summary>Numbers for a person: three digits, a true minus sign.</summary>
internal static class Figures
{
    public static string Plain(double value) => Digits(value).Replace('-', '−');

    /// <summary>With its sign, but for zero.</summary>
    public static string Signed(double value) => value > 0 ? $"+{Plain(value)}" : Plain(value);

    public static string Percent(double share) => share.ToString("0.00 %", CultureInfo.InvariantCulture);

    /// <summary>Three decimals, whatever the size: 0.800, −0.034.</summary>
    public static string R2(double value) => double.IsFinite(value) ? value.ToString("0.000;−0.000;0.000", CultureInfo.InvariantCulture) : Plain(value);

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Digits(double value) => Math.Abs(value) switch
    {
        0 => "0",
        double.PositiveInfinity => value < 0 ? "-∞" : "∞",
        >= 1e5 or < 1e-3 => value.ToString("0.00e+0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
