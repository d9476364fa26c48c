namespace Bilinear.Spectral.Eigen;

/// <summary>Selects the pairs of a spectrum that are kept, in their order.</summary>
internal static class SpectrumSelection
{
    /// <summary>Indices into <paramref name="values"/>; a tie goes to the larger value, then to the lower index.</summary>
    /// <param name="values">λ, ascending.</param>
    /// <param name="activations">λ·mean (v·ĥ)²; read only for <see cref="SpectrumOrder.MeanActivation"/>.</param>
    public static int[] Select(IReadOnlyList<double> values, IReadOnlyList<double> activations, SpectrumOrder order, int? keep)
    {
        var count = values.Count;
        var kept = Math.Min(keep ?? count, count);
        var all = Enumerable.Range(0, count);
        return order switch
        {
            SpectrumOrder.Value => [.. all.Where(index => index < kept || index >= count - kept).OrderByDescending(index => values[index])],
            SpectrumOrder.Magnitude => [.. Largest(all, values, values, kept)],
            SpectrumOrder.MeanActivation => [.. Largest(all, activations, values, kept)],
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order."),
        };
    }

    private static IEnumerable<int> Largest(IEnumerable<int> indices, IReadOnlyList<double> by, IReadOnlyList<double> values, int count) =>
        indices.OrderByDescending(index => Math.Abs(by[index])).ThenByDescending(index => values[index]).Take(count);
}
