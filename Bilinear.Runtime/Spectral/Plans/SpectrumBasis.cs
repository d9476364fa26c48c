namespace Bilinear.Spectral;

/// <summary>
/// In which coordinates vectors are orthonormal: the bilinear layer's input h (<see cref="Latent"/>; seen through W_eᵀ they are
/// not), or the model's input x (<see cref="Input"/>). Values differ too.
/// </summary>
public enum SpectrumBasis { Latent, Input }
