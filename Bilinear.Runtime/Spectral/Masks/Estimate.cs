using Bilinear.Spectral.Masks;

namespace Bilinear.Spectral;

/// <summary>A mean with its 95 % interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Margin">Half the width of the interval, by Student's distribution: t · s / √n; NaN of fewer than three values, of which an interval says nothing.</param>
public readonly record struct Estimate(double Mean, double Margin)
{
    // Of two values t is 12.7, so that the interval of two shares is wider than all shares there are.
    private const int Fewest = 3;

    /// <summary>Whether there are enough values for an interval.</summary>
    public bool HasInterval => !double.IsNaN(Margin);

    /// <summary>The mean of values that were measured independently, such as one for each seed.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("There are no values to take the mean of.", nameof(values));
        var mean = values.Average();
        if (values.Count < Fewest)
            return new Estimate(mean, double.NaN);
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new Estimate(mean, StudentT.Margin95(values.Count - 1) * Math.Sqrt(variance / values.Count));
    }
}
