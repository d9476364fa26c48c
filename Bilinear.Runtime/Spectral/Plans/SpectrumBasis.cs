namespace Bilinear.Spectral;

/// <summary>
/// The coordinates in which eigenvectors are orthonormal: the bilinear layer's input h (<see cref="Latent"/>; seen through W_eᵀ
/// they are not orthonormal), or the model's input x (<see cref="Input"/>). The eigenvalues of the two bases differ too.
/// </summary>
public enum SpectrumBasis { Latent, Input }
