namespace Bilinear.Spectral.Eigen;

/// <summary>Measures of how few numbers hold most of a list's magnitude.</summary>
internal static class Concentration
{
    /// <summary>(Σ|x|)² / Σx², from 1 to the length; zero for a list of zeros.</summary>
    public static double EffectiveCount(IReadOnlyList<double> values)
    {
        var largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest == 0)
            return 0;
        var sum = values.Sum(value => Math.Abs(value / largest));
        return sum * sum / values.Sum(value => value / largest * (value / largest));
    }

    /// <summary>The share of Σ|x| that the k largest |x| hold; 1 for a list of zeros.</summary>
    public static double TopShare(IReadOnlyList<double> values, int count)
    {
        var largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest == 0)
            return 1;
        var magnitudes = values.Select(value => Math.Abs(value) / largest).OrderDescending().ToArray();
        return magnitudes.Take(count).Sum() / magnitudes.Sum();
    }
}
