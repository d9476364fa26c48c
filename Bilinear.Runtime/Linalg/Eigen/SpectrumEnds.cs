namespace Bilinear.Linalg.Eigen;

/// <summary>The order in which a <see cref="SpectrumEnd"/> takes eigenpairs.</summary>
internal static class SpectrumEnds
{
    /// <summary>The indices of the values, the leading value first; of equal values the lower index comes first.</summary>
    public static IEnumerable<int> Order(this SpectrumEnd end, IReadOnlyList<double> values) =>
        Enumerable.Range(0, values.Count).OrderByDescending(index => end switch
        {
            SpectrumEnd.Magnitude => Math.Abs(values[index]),
            SpectrumEnd.Largest => values[index],
            SpectrumEnd.Smallest => -values[index],
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "There is no such end of a spectrum."),
        });
}
