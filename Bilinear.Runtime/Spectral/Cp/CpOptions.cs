namespace Bilinear.Spectral;

/// <summary>How a CP decomposition is fitted.</summary>
/// <param name="Rank">R, the number of components.</param>
public sealed record CpOptions(int Rank)
{
    /// <summary>The seed of the first components, which are drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>The largest number of steps; fewer are taken where none leads on.</summary>
    public int Steps { get; init; } = 500;
}
