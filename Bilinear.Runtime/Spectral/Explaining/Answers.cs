namespace Bilinear.Spectral.Explaining;

/// <summary>Classes and their probabilities, as logits give them.</summary>
internal static class Answers
{
    /// <summary>log Σ_c exp(y_c).</summary>
    public static double LogSum(ReadOnlySpan<double> logits)
    {
        var (largest, sum) = (logits[Exactness.ArgMax(logits)], 0.0);
        foreach (var logit in logits)
            sum += Math.Exp(logit - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>exp(y_c) / Σ exp(y).</summary>
    public static double Probability(ReadOnlySpan<double> logits, int output) => Math.Exp(logits[output] - LogSum(logits));

    /// <summary>y − t·u/‖u‖²: the outputs nearest to y of which u·y is smaller by t.</summary>
    /// <param name="direction">u.</param>
    /// <param name="amount">t.</param>
    public static void TakeOut(Span<double> outputs, ReadOnlySpan<double> direction, double amount)
    {
        var scale = amount / Linalg.Vectors.Dot(direction, direction);
        Linalg.Vectors.AddScaled(outputs, -scale, direction);
    }
}
