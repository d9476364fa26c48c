namespace Bilinear.Kernels;

/// <summary>How training noise scales: by an unbiased standard deviation, zero for one element, or not; see <see cref="Devices.Device.Noise"/>.</summary>
public enum NoiseKind { Relative, Absolute, Token }

/// <summary>
/// Where a noise call stands in the one random stream: with the sample's index and the element's number it decides the
/// value, so noise depends neither on the order of work nor on how a batch was cut.
/// </summary>
/// <param name="Layer">The noise calls of a model, numbered from zero.</param>
public readonly record struct NoiseKey(ulong Seed, uint Epoch, uint Layer);
