using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral;

/// <summary>
/// Neighbouring eigenvalues so close that their vectors are an arbitrary basis of one space. Only the space that they span, and
/// the projector onto it, are determined.
/// </summary>
public sealed class Eigenspace
{
    /// <summary>The largest gap between neighbouring values of one space, as a share of the largest |λ|; it is the accuracy of solving in float.</summary>
    public const double Tolerance = 1e-5;

    private readonly Lazy<Matrix> _overForm;
    private readonly Lazy<Matrix> _projector;

    private Eigenspace(int first, int dimension, double value, Func<Matrix> overForm, Func<Matrix, Matrix> inBasis)
    {
        (First, Dimension, Value) = (first, dimension, value);
        var workers = Workers.Current;
        _overForm = new Lazy<Matrix>(workers.Within(overForm));
        _projector = new Lazy<Matrix>(workers.Within(() => inBasis(_overForm.Value)));
    }

    /// <summary>The index of the space's first value in <see cref="EigenSpectrum.AllValues"/>.</summary>
    public int First { get; }

    /// <summary>The number of eigenvalues and the dimension of the space, at least two.</summary>
    public int Dimension { get; }

    /// <summary>The mean of the space's eigenvalues.</summary>
    public double Value { get; }

    /// <summary>The projector P = Σ v vᵀ in the coordinates of the spectrum's vectors; it is the same for every basis of the space.</summary>
    public Matrix Projector() => _projector.Value;

    /// <summary>The projector over ĥ, the coordinates in which the forms are decomposed.</summary>
    internal Matrix FormProjector() => _overForm.Value;

    internal bool Contains(int index) => index >= First && index < First + Dimension;

    /// <summary>All spaces of two dimensions or more, by ascending value.</summary>
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
                spaces.Add(Of(pairs, first, end - first, forms.ProjectorInBasis));
        }

        return spaces;
    }

    /// <summary>A space that a file describes.</summary>
    /// <param name="overForm">Its projector over ĥ.</param>
    /// <param name="inBasis">Takes that to the coordinates of the spectrum's vectors.</param>
    internal static Eigenspace Of(int first, int dimension, double value, Matrix overForm, Func<Matrix, Matrix> inBasis) => new(first, dimension, value, () => overForm, inBasis);

    private static Eigenspace Of(EigenPairs pairs, int first, int dimension, Func<Matrix, Matrix> inBasis) => new(
        first, dimension, Enumerable.Range(first, dimension).Average(index => pairs.Values[index]),
        () => ProjectorOf(pairs.Vectors.SubRows(first, dimension)), inBasis);

    private static Matrix ProjectorOf(Matrix basis) => basis.Transpose().Times(basis);
}
