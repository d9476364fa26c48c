namespace Bilinear.Spectral;

/// <summary>A bilinear layer of a model, and the model with this layer narrowed.</summary>
/// <param name="Name">The path of the layer.</param>
/// <param name="Values">The singular values of its tensor that are not zero, descending.</param>
/// <param name="SquaredNorm">‖B‖² = Σσ².</param>
/// <param name="Points">In ascending order of the kept components; the last keeps all.</param>
public sealed record BottleneckLayer(string Name, IReadOnlyList<double> Values, double SquaredNorm, IReadOnlyList<BottleneckPoint> Points)
{
    /// <summary>The fewest of the tried numbers of components with which at most <paramref name="loss"/> of the accuracy is lost.</summary>
    /// <param name="whole">The accuracy of the whole model.</param>
    /// <returns>Null for a model that has no answers.</returns>
    public int? Enough(double whole, double loss) => Points.FirstOrDefault(point => point.Accuracy >= whole - loss)?.Kept;

    /// <summary>The share of ‖B‖² in the first components.</summary>
    public double Share(int kept) => SquaredNorm > 0 ? Math.Min(1, Values.Take(kept).Sum(value => value * value) / SquaredNorm) : 1;
}
