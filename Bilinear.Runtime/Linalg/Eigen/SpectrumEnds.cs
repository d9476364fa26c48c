namespace Bilinear.Linalg.Eigen;

/// <summary>The order that a <see cref="SpectrumEnd"/> stands for.</summary>
internal static class SpectrumEnds
{
    /// <summary>The places of the values, the leading one first; of equal ones the lower place.</summary>
    public static IEnumerable<int> Order(this SpectrumEnd end, IReadOnlyList<double> values) =>
        Enumerable.Range(0, values.Count).OrderByDescending(index => end switch
        {
            SpectrumEnd.Magnitude => Math.Abs(values[index]),
            SpectrumEnd.Largest => values[index],
            SpectrumEnd.Smallest => -values[index],
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "There is no such end of a spectrum."),
        });
}
