namespace Bilinear.Spectral;

/// <summary>
/// The quantity that sorts the eigenpairs of one output: λ, most positive first; |λ|, largest first; or the mean activation
/// λ·mean (v·h)² over a data set, largest absolute value first.
/// </summary>
public enum SpectrumOrder { Value, Magnitude, MeanActivation }
