namespace Bilinear.Spectral.Masks;

/// <summary>Student's distribution, for the intervals of means of few values.</summary>
internal static class StudentT
{
    private const double Level = 0.95;

    /// <summary>The t that −t … t holds 95 % within: 12.7 for one degree of freedom, 1.96 for many.</summary>
    public static double Margin95(int degrees)
    {
        var (low, high) = (0.0, 1.0);
        while (Within(high, degrees) < Level)
            high *= 2;
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Within(middle, degrees) < Level ? (middle, high) : (low, middle);
        }

        return high;
    }

    // P(|T| < t): Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
    private static double Within(double t, int degrees)
    {
        var angle = Math.Atan(t / Math.Sqrt(degrees));
        var (sine, cosine) = (Math.Sin(angle), Math.Cos(angle));
        var isOdd = degrees % 2 == 1;
        var (term, sum) = (isOdd ? cosine : 1.0, 0.0);
        for (var power = isOdd ? 1 : 0; power <= degrees - 2; power += 2)
        {
            sum += term;
            term *= cosine * cosine * (power + 1) / (power + 2);
        }

        return isOdd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }
}
