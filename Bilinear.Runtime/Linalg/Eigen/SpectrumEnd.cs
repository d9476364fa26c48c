namespace Bilinear.Linalg;

/// <summary>The end of a spectrum whose eigenpairs lead.</summary>
public enum SpectrumEnd
{
    /// <summary>The eigenpairs with the largest |λ| lead, largest first.</summary>
    Magnitude,

    /// <summary>The eigenpairs with the largest λ lead, largest first.</summary>
    Largest,

    /// <summary>The eigenpairs with the smallest λ lead, smallest first.</summary>
    Smallest,
}
