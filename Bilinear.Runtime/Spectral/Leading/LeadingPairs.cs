using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>The eigenpairs of one interaction matrix that matter most; the others were not computed.</summary>
/// <param name="Values">λ, the first of them first.</param>
/// <param name="Vectors">v, one row a vector: over the bilinear layer's input in the latent basis, over the path's input in the input basis.</param>
/// <param name="Pictures">v seen in the path's input, one row a picture.</param>
/// <param name="SquaredNorm">‖Q‖² = Σλ² over all of them, so that the share of these is known.</param>
public sealed record LeadingPairs(IReadOnlyList<double> Values, Matrix Vectors, Matrix Pictures, double SquaredNorm)
{
    /// <summary>Σλ² of these over ‖Q‖²; 1 for a matrix of zeros.</summary>
    public double Share => SquaredNorm == 0 ? 1 : Math.Min(1, Values.Sum(value => value * value) / SquaredNorm);
}
