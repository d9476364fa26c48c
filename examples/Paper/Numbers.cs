using System.Globalization;
using Bilinear.Spectral;

namespace Examples.Paper;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>The mean of a value for each seed, with its 95 % interval where there are three or more.</summary>
    public static string Of(IReadOnlyList<double> values) => Of(Estimate.Of(values));

    public static string Of(Estimate estimate) => estimate.HasInterval ? $"{Plain(estimate.Mean)} ± {Plain(estimate.Margin)}" : Plain(estimate.Mean);

    public static string Plain(double value) => value.ToString(Math.Abs(value) switch
    {
        0 => "0",
        < 1e-3 => "0.0e+0",
        < 10 => "0.000",
        _ => "0.00",
    }, CultureInfo.InvariantCulture).Replace('-', '−');

    public static string Signed(double value) => value > 0 ? $"+{Plain(value)}" : Plain(value);
}
