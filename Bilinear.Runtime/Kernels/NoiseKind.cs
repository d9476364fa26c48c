namespace Bilinear.Kernels;

/// <summary>Says how training noise is scaled: by an unbiased standard deviation, which is zero for one element, or not at all; see <see cref="Devices.Device.Noise"/>.</summary>
public enum NoiseKind { Relative, Absolute, Token }

/// <summary>
/// Gives the place of a noise call in the run's random stream. With the sample's index and the element's number it decides the
/// value, so the noise depends neither on the order of work nor on how a batch was cut.
/// </summary>
/// <param name="Layer">The number of the noise call in its model, from zero.</param>
public readonly record struct NoiseKey(ulong Seed, uint Epoch, uint Layer);
