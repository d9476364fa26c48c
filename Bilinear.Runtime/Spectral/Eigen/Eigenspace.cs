using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>
/// Neighbouring eigenvalues so close that their vectors are an arbitrary basis of one space: only the space they span, and the
/// projector on it, mean anything.
/// </summary>
public sealed class Eigenspace
{
    /// <summary>Values belong together where the gap between neighbours is at most this share of the largest |λ|: what solving in float leaves open.</summary>
    public const double Tolerance = 1e-5;

    private readonly EigenPairs _pairs;

    private Eigenspace(EigenPairs pairs, int first, int dimension) => (_pairs, First, Dimension) = (pairs, first, dimension);

    /// <summary>Where its values begin among <see cref="EigenSpectrum.AllValues"/>.</summary>
    public int First { get; }

    /// <summary>How many values there are, at least two.</summary>
    public int Dimension { get; }

    /// <summary>The mean of its values.</summary>
    public double Value => Enumerable.Range(First, Dimension).Average(index => _pairs.Values[index]);

    /// <summary>P = Σ v vᵀ over its vectors, the same whichever basis they are: [size, size].</summary>
    public Matrix Projector()
    {
        var basis = new Matrix(Dimension, _pairs.Vectors.Columns);
        for (var row = 0; row < Dimension; row++)
            _pairs.Vectors.Row(First + row).CopyTo(basis.MutableRow(row));
        return basis.Transpose().Times(basis);
    }

    internal bool Contains(int index) => index >= First && index < First + Dimension;

    /// <summary>Every space of two dimensions or more, by ascending value.</summary>
    internal static IReadOnlyList<Eigenspace> Of(EigenPairs pairs)
    {
        var values = pairs.Values;
        var spaces = new List<Eigenspace>();
        if (values.Count == 0)
            return spaces;
        var gap = Tolerance * Math.Max(Math.Abs(values[0]), Math.Abs(values[^1]));
        for (int first = 0, end; first < values.Count; first = end)
        {
            end = first + 1;
            while (end < values.Count && values[end] - values[end - 1] <= gap)
                end++;
            if (end - first > 1)
                spaces.Add(new Eigenspace(pairs, first, end - first));
        }

        return spaces;
    }
}
