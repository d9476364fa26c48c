namespace Bilinear.Linalg;

/// <summary>Which eigenpairs lead.</summary>
public enum SpectrumEnd
{
    /// <summary>Those with the largest |λ|, largest first.</summary>
    Magnitude,

    /// <summary>Those with the largest λ, largest first.</summary>
    Largest,

    /// <summary>Those with the smallest λ, smallest first.</summary>
    Smallest,
}
