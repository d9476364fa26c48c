using System.Collections;

namespace Bilinear.Spectral;

/// <summary>The losses of a truncation for k = 1 … d; the point of k is at index k − 1.</summary>
public sealed class TruncationCurve : IReadOnlyList<TruncationPoint>
{
    private readonly TruncationPoint[] _points;

    internal TruncationCurve(TruncationRule rule, double largestOutput, TruncationPoint[] points) =>
        (Rule, LargestOutput, _points) = (rule, largestOutput, points);

    public TruncationRule Rule { get; }

    /// <summary>The largest |output| of the whole model on the data, for comparison with the errors.</summary>
    public double LargestOutput { get; }

    public int Count => _points.Length;

    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public TruncationPoint this[int index] => index >= 0 && index < Count
        ? _points[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There is no point {index}: the curve has {Count}, and the one of k is at k − 1.");

    /// <summary>The point of k kept pairs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is not one of 1 … d.</exception>
    public TruncationPoint Keeping(int k) => k >= 1 && k <= Count
        ? _points[k - 1]
        : throw new ArgumentOutOfRangeException(nameof(k), k, $"An output has {Count} eigenpairs: 1 to {Count} of them can be kept.");

    public IEnumerator<TruncationPoint> GetEnumerator() => _points.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
