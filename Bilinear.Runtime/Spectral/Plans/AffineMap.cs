namespace Bilinear.Spectral;

/// <summary>The map y = weight·x + bias; a weight with one dimension is a diagonal matrix.</summary>
/// <param name="Weight">The index of the weight in <c>ModelDescription.Parameters</c>.</param>
/// <param name="Bias">The index of the bias in <c>ModelDescription.Parameters</c>; −1 for a map without a bias.</param>
public sealed record AffineMap(int Weight, int Bias = -1);
