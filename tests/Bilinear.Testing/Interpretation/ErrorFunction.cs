namespace Bilinear.Testing.Interpretation;

/// <summary>erf and erfc in double, to about 1e-15 of their size (Abramowitz and Stegun, 7.1.6 and 7.1.14).</summary>
public static class ErrorFunction
{
    // Below it the series converges fast and without cancellation; above it the continued fraction does.
    private const double Border = 2;

    public static double Erf(double x) => Math.Abs(x) < Border ? Series(x) : 1 - Erfc(x);

    public static double Erfc(double x)
    {
        if (Math.Abs(x) < Border)
            return 1 - Series(x);
        return x > 0 ? Fraction(x) : 2 - Fraction(-x);
    }

    // erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms of one sign
    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), from the tail inwards
    private static double Fraction(double x)
    {
        var tail = x;
        for (var n = 120; n >= 1; n--)
            tail = x + (n / 2.0 / tail);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / tail;
    }
}
