using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>The eigenpairs of one interaction matrix that matter most; the others were not computed.</summary>
/// <param name="Values">The eigenvalues λ in their order.</param>
/// <param name="Vectors">The eigenvectors v, one per row: over the bilinear layer's input in the latent basis, over the path's input in the input basis.</param>
/// <param name="Pictures">The eigenvectors seen in the path's input, one picture per row.</param>
/// <param name="SquaredNorm">‖Q‖² = Σλ² over all eigenvalues, computed or not.</param>
public sealed record LeadingPairs(IReadOnlyList<double> Values, Matrix Vectors, Matrix Pictures, double SquaredNorm)
{
    /// <summary>The share of ‖Q‖² that these pairs hold; 1 for a matrix of zeros.</summary>
    public double Share => SquaredNorm == 0 ? 1 : Math.Min(1, Values.Sum(value => value * value) / SquaredNorm);
}
