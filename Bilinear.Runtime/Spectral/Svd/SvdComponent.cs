using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>One term σ · left ⊗ right of a tensor, unfolded to [outputs, d²].</summary>
/// <param name="Value">σ.</param>
/// <param name="Left">The output direction, of length 1; its component of largest magnitude is positive.</param>
/// <param name="Right">A symmetric matrix [d, d] of Frobenius norm 1.</param>
/// <param name="Pairs">The right factor's own eigenpairs, largest |λ| first; in each vector the component of largest magnitude is positive.</param>
/// <param name="Pictures">Their vectors seen in the model's input, W_eᵀv, one row each.</param>
public sealed record SvdComponent(double Value, IReadOnlyList<double> Left, Matrix Right, EigenPairs Pairs, Matrix Pictures);
