using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

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
    private readonly QuadraticForms _forms;

    private Eigenspace(EigenPairs pairs, QuadraticForms forms, int first, int dimension) => (_pairs, _forms, First, Dimension) = (pairs, forms, first, dimension);

    /// <summary>Where its values begin among <see cref="EigenSpectrum.AllValues"/>.</summary>
    public int First { get; }

    /// <summary>How many values there are, at least two.</summary>
    public int Dimension { get; }

    /// <summary>The mean of its values.</summary>
    public double Value => Enumerable.Range(First, Dimension).Average(index => _pairs.Values[index]);

    /// <summary>P = Σ v vᵀ over its vectors, the same whichever basis of the space they are; over what the spectrum's vectors are over.</summary>
    public Matrix Projector() => ProjectorOf(_forms.InBasis(Basis()));

    /// <summary>The same over ĥ, the coordinates that the forms are taken apart in: never larger than they.</summary>
    internal Matrix FormProjector() => ProjectorOf(Basis());

    internal bool Contains(int index) => index >= First && index < First + Dimension;

    /// <summary>Every space of two dimensions or more, by ascending value.</summary>
    internal static IReadOnlyList<Eigenspace> Of(EigenPairs pairs, QuadraticForms forms)
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
                spaces.Add(new Eigenspace(pairs, forms, first, end - first));
        }

        return spaces;
    }

    private Matrix Basis()
    {
        var basis = new Matrix(Dimension, _pairs.Vectors.Columns);
        for (var row = 0; row < Dimension; row++)
            _pairs.Vectors.Row(First + row).CopyTo(basis.MutableRow(row));
        return basis;
    }

    private static Matrix ProjectorOf(Matrix basis) => basis.Transpose().Times(basis);
}
