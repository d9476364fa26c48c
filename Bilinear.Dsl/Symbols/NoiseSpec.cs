namespace Bilinear.Dsl.Symbols;

/// <summary>
/// How training noise scales: <see cref="Relative"/> by the standard deviation of the layer's whole input tensor,
/// <see cref="Absolute"/> not at all, <see cref="Token"/> by the standard deviation over the last axis.
/// </summary>
public enum NoiseKind { None, Relative, Absolute, Token }

/// <summary>Gaussian noise added to a layer's input, in training only.</summary>
public sealed record NoiseSpec(NoiseKind Kind, double Sigma)
{
    public static NoiseSpec None { get; } = new(NoiseKind.None, 0);
}
