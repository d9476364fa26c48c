namespace Bilinear.Linalg;

/// <summary>All eigenpairs of a symmetric matrix: A = Σ_i λ_i v_i v_iᵀ.</summary>
/// <param name="Values">λ, ascending.</param>
/// <param name="Vectors">v_i is row i; the rows are orthonormal.</param>
public sealed record EigenPairs(IReadOnlyList<double> Values, Matrix Vectors);
