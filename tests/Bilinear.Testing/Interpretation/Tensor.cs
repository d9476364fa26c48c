namespace Bilinear.Testing.Interpretation;

/// <summary>A tensor in double; the last axis is its columns, and whatever stands before it its rows. A scalar has one of each.</summary>
public sealed class Tensor
{
    /// <param name="dims">The batch, where there is one, first.</param>
    /// <param name="elements">Row by row.</param>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public Tensor(IReadOnlyList<long> dims, double[] elements)
    {
        if (dims.Aggregate(1L, (product, dim) => product * dim) != elements.Length)
            throw new ArgumentException($"[{string.Join(", ", dims)}] does not hold {elements.Length} elements; pass as many as the shape has.", nameof(elements));
        Dims = dims;
        Elements = elements;
    }

    public IReadOnlyList<long> Dims { get; }

    public double[] Elements { get; }

    public int Columns => Dims.Count == 0 ? 1 : (int)Dims[^1];

    public int Rows => Elements.Length / Columns;

    public ReadOnlySpan<double> Row(int row) => Elements.AsSpan(row * Columns, Columns);

    public double this[int row, int column] => Elements[(row * Columns) + column];
}
