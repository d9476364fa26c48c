using Bilinear.Spectral.Masks;

namespace Bilinear.Spectral;

/// <summary>A mean with its 95 % interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Margin">Half the width of the interval, by Student's distribution: t · s / √n; zero of a single value.</param>
public readonly record struct Estimate(double Mean, double Margin)
{
    internal static Estimate Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var variance = values.Count == 1 ? 0 : values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new Estimate(mean, values.Count == 1 ? 0 : StudentT.Margin95(values.Count - 1) * Math.Sqrt(variance / values.Count));
    }
}
