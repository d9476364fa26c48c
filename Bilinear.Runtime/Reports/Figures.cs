using System.Globalization;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>Formats numbers for people: three digits, a true minus sign.</summary>
internal static class Figures
{
    public static string Plain(double value) => Digits(value).Replace('-', '−');

    /// <summary>A number with its sign; zero has none.</summary>
    public static string Signed(double value) => value > 0 ? $"+{Plain(value)}" : Plain(value);

    /// <summary>A number as it was measured, with all six digits that single precision is sure of and no zeros behind them: 5.1, 120,000.</summary>
    public static string Measured(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("#,0.##########", CultureInfo.InvariantCulture).Replace('-', '−');

    public static string Percent(double share) => share.ToString("0.00 %", CultureInfo.InvariantCulture);

    /// <summary>A probability; what is nearly certain is not called so.</summary>
    public static string Probability(double value) => value is >= 0.99995 and < 1 ? "> 99.99 %" : Percent(value);

    /// <summary>A difference of shares in percentage points, of which small ones are no powers of ten.</summary>
    public static string Points(double difference) => (100 * difference).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A share with its interval, where there is one: 62.30 % ± 10.47 %.</summary>
    public static string Percent(Estimate share) => share.HasInterval ? $"{Percent(share.Mean)} ± {Percent(share.Margin)}" : Percent(share.Mean);

    /// <summary>An error of rounding: 1.5e−7.</summary>
    public static string Rounding(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A coefficient of determination with three decimals: 0.800, −0.034.</summary>
    public static string R2(double value) => double.IsFinite(value) ? value.ToString("0.000;−0.000;0.000", CultureInfo.InvariantCulture) : Plain(value);

    /// <summary>A count as the command line tool writes it: 67,456.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: 1 node, 2,000 nodes.</summary>
    public static string Count(long count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

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
