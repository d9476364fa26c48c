namespace Bilinear.Spectral;

/// <summary>y = weight·x + bias, by the places of both in <c>ModelDescription.Parameters</c>; a weight with one dimension is a diagonal.</summary>
/// <param name="Bias">−1 where there is none.</param>
public sealed record AffineMap(int Weight, int Bias = -1);
