namespace Bilinear.Spectral;

/// <summary>Which masks are made.</summary>
public sealed record MaskOptions
{
    /// <summary>How many eigenvectors of each output, those of the largest positive eigenvalues, a mask is told apart by: the rows of the pseudoinverse's matrix.</summary>
    public int Keep { get; init; } = 10;

    /// <summary>How many masks each output has: those of its first eigenvectors.</summary>
    public int PerOutput { get; init; } = 3;

    /// <summary>A mask changes only the pixels whose mean over the data is below this number; null for the whole input.</summary>
    public double? MeanBelow { get; init; }

    /// <summary>The seed of the permuted masks.</summary>
    public ulong Seed { get; init; }
}
