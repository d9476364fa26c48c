namespace Bilinear.Spectral;

/// <summary>
/// The rule that selects the k eigenpairs of an output that are kept: the k largest |λ|; k/2 from each end of the spectrum, with one
/// more from the positive end for an odd k; or the k largest |mean activations|, λ·mean (v·ĥ)² over the data of the spectra.
/// </summary>
public enum TruncationRule { Magnitude, Ends, MeanActivation }
