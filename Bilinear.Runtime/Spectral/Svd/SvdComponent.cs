using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Measured;
using Bilinear.Spectral.Svd;

namespace Bilinear.Spectral;

/// <summary>
/// One term σ · left ⊗ right of a tensor, unfolded to [outputs, d²]. The right factor, which is d × d, its eigenpairs and its
/// pictures are computed when they are first asked for.
/// </summary>
public sealed class SvdComponent
{
    private readonly Lazy<Matrix> _right;
    private readonly Lazy<EigenPairs> _pairs;
    private readonly Lazy<Matrix> _pictures;

    internal SvdComponent(LayerTensor tensor, double value, double[] left, double[] units)
    {
        (Value, Left) = (value, left);
        var workers = Workers.Current;

        // R = Σ_c l_c B_c / σ
        _right = new Lazy<Matrix>(workers.Within(() => QuadraticForms.InteractionOf(tensor.W, tensor.V, units)));
        _pairs = new Lazy<EigenPairs>(workers.Within(() => ByMagnitude(SymmetricEigen.Decompose(Right))));
        _pictures = new Lazy<Matrix>(workers.Within(() => Pairs.Vectors.Times(tensor.E)));
    }

    /// <summary>A component that a file describes.</summary>
    internal SvdComponent(double value, double[] left, Matrix right, EigenPairs pairs, Matrix pictures) =>
        (Value, Left, _right, _pairs, _pictures) = (value, left, new Lazy<Matrix>(right), new Lazy<EigenPairs>(pairs), new Lazy<Matrix>(pictures));

    /// <summary>The singular value σ.</summary>
    public double Value { get; }

    /// <summary>The output direction l, of length 1; its component of largest magnitude is positive.</summary>
    public IReadOnlyList<double> Left { get; }

    /// <summary>The right factor R, a symmetric matrix [d, d] of Frobenius norm 1.</summary>
    public Matrix Right => _right.Value;

    /// <summary>The right factor's own eigenpairs, largest |λ| first; in each vector the component of largest magnitude is positive.</summary>
    public EigenPairs Pairs => _pairs.Value;

    /// <summary>The eigenvectors of <see cref="Pairs"/> seen in the model's input, W_eᵀv, one per row.</summary>
    public Matrix Pictures => _pictures.Value;

    private static EigenPairs ByMagnitude(EigenPairs pairs)
    {
        var order = SpectrumSelection.Select(pairs.Values, [], SpectrumOrder.Magnitude, keep: null);
        var vectors = new Matrix(pairs.Vectors.Rows, pairs.Vectors.Columns);
        for (var row = 0; row < order.Length; row++)
        {
            var source = pairs.Vectors.Row(order[row]);
            Vectors.AddScaled(vectors.MutableRow(row), Responses.SignOf(source), source);
        }

        return new EigenPairs([.. order.Select(index => pairs.Values[index])], vectors);
    }
}
