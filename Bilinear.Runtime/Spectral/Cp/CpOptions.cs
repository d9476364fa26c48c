namespace Bilinear.Spectral;

/// <summary>How a CP decomposition is fitted.</summary>
/// <param name="Rank">R, the number of components.</param>
public sealed record CpOptions(int Rank)
{
    /// <summary>The seed of the first components, which are drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// How much the sum of the components' squares weighs beside the squared error. Without it components grow against each other and cancel, and no two
    /// seeds find the same ones; the larger it is, the more they agree, and the further the fit is from the tensor.
    /// </summary>
    public double Penalty { get; init; } = 0.01;

    /// <summary>The largest number of steps; fewer are taken where none leads on.</summary>
    public int Steps { get; init; } = 500;
}
