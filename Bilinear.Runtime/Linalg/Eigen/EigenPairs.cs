using Bilinear.Linalg.Eigen;

namespace Bilinear.Linalg;

/// <summary>Eigenpairs of a symmetric matrix A; where all of them are given, A = Σ_i λ_i v_i v_iᵀ.</summary>
/// <param name="Values">λ: all eigenvalues in ascending order, or the leading ones in their order.</param>
/// <param name="Vectors">v_i is row i; the rows are orthonormal.</param>
public sealed record EigenPairs(IReadOnlyList<double> Values, Matrix Vectors)
{
    /// <summary>The leading pairs, taken from all of them.</summary>
    internal EigenPairs Leading(int count, SpectrumEnd end)
    {
        var chosen = end.Order(Values).Take(count).ToArray();
        var vectors = new Matrix(count, Vectors.Columns);
        for (var row = 0; row < count; row++)
            Vectors.Row(chosen[row]).CopyTo(vectors.MutableRow(row));
        return new EigenPairs([.. chosen.Select(index => Values[index])], vectors);
    }
}
