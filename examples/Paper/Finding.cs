using Bilinear.Spectral;

namespace Examples.Paper;

/// <summary>What a published statement turned out to be.</summary>
internal enum Verdict
{
    /// <summary>What was measured is within it.</summary>
    Met,

    /// <summary>What was measured is not.</summary>
    Missed,

    /// <summary>The statement does not hold as it was published; the finding says what does.</summary>
    Corrected,
}

/// <summary>A number that was measured, beside what it should be.</summary>
/// <param name="What">What it is the number of, with its unit.</param>
/// <param name="Values">One value for each seed.</param>
/// <param name="Target">What it should be, in words.</param>
/// <param name="Why">What a reader needs to know beside the verdict; empty for nothing.</param>
internal sealed record Finding(string What, IReadOnlyList<double> Values, string Target, Verdict Verdict, string Why = "")
{
    public Estimate Measured { get; } = Estimate.Of(Values);

    /// <summary>A number that should lie within bounds.</summary>
    public static Finding Within(string what, IReadOnlyList<double> values, double least, double most, string target, string why = "")
    {
        var measured = Estimate.Of(values);
        var missing = Math.Max(0, Math.Max(least - measured.Mean, measured.Mean - most));
        if (missing == 0)
            return new Finding(what, values, target, Verdict.Met, why);
        var by = $"`{what}` is missed by {Numbers.Plain(missing)}{(measured.HasInterval && missing <= measured.Margin ? ", which is within its interval" : "")}.";
        return new Finding(what, values, target, Verdict.Missed, why.Length == 0 ? by : $"{by} {why}");
    }
}
