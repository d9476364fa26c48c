namespace Bilinear.Spectral.Masks;

/// <summary>What one mask does at the largest strength.</summary>
/// <param name="Taken">The share of all samples that are of another class and are taken for the mask's target.</param>
/// <param name="Turned">The first sample that goes from a right answer to the mask's target; null where there is none.</param>
internal readonly record struct MaskEffect(double Taken, int? Turned);
