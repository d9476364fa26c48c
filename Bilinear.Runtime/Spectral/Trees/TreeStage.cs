using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Measured;

namespace Bilinear.Spectral.Trees;

/// <summary>
/// One bilinear layer of a stack, with the linear ones behind it and its residual, as a map from functionals of its output to
/// quadratic forms of its input in the coordinates ĥ = [h; ρ].
/// </summary>
/// <param name="moments">M = mean ĥĥᵀ of its input; null without data.</param>
/// <param name="unit">
/// ρ: a root mean square coordinate of h over the data, so that scaling h, with the next weights scaled back, turns no eigenvector;
/// 1 without data.
/// </param>
internal sealed class TreeStage(FoldedPath path, Matrix? moments, double unit)
{
    private readonly QuadraticForms _forms = QuadraticForms.Of(path, SpectrumBasis.Latent, BiasTreatment.Separate);

    public FoldedPath Path => path;

    public Matrix? Moments => moments;

    public double Unit => unit;

    /// <summary>
    /// The quadratic form of v·y + v₀: Σ_a (Uᵀv)_a B'_a + ½(s eᵀ + e sᵀ) + (v·t + v₀) e eᵀ, with e the last coordinate and s = Sᵀv, which
    /// the residual adds.
    /// </summary>
    public Matrix Form(ReadOnlySpan<double> functional, double constant)
    {
        var affine = _forms.AffinePart(functional);
        return QuadraticForms.Append(_forms.Interaction(functional), affine.Linear, affine.Constant + constant, unit);
    }

    /// <summary>The mean of (v·ĥ)² for each row v; 1 for all rows without data.</summary>
    public double[] MeanSquares(Matrix vectors)
    {
        var means = new double[vectors.Rows];
        means.AsSpan().Fill(1);
        if (moments is null)
            return means;
        var products = vectors.Times(moments);
        for (var row = 0; row < means.Length; row++)
            means[row] = Math.Max(0, Vectors.Dot(products.Row(row), vectors.Row(row)));
        return means;
    }

    /// <summary>The sign, +1 or −1, that makes the mean of v·ĥ over the data positive, or, without data or where the mean is zero, the component of largest magnitude.</summary>
    public int SignOf(ReadOnlySpan<double> vector)
    {
        if (moments is null)
            return Responses.SignOf(vector);

        // mean ĥ = Mê / ρ, the last row of M.
        var mean = Vectors.Dot(vector, moments.Row(moments.Rows - 1)) / unit;
        return Math.Abs(mean) > 1e-6 * unit ? Math.Sign(mean) : Responses.SignOf(vector);
    }
}
