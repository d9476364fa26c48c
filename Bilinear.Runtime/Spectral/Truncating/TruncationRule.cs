namespace Bilinear.Spectral;

/// <summary>
/// Which k eigenpairs of an output are kept: those of largest |λ|; k/2 from each end of the spectrum, of an odd k one more from
/// the positive end; or those of largest |mean activation|, λ·mean (v·ĥ)² over the data that the spectra were made with.
/// </summary>
public enum TruncationRule { Magnitude, Ends, MeanActivation }
