using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Symbols;

/// <summary>How a parameter starts: uniform ±1/√fan_in as PyTorch's <c>Linear</c>, or all ones (a norm's gain, the factor of a gate that is annealed).</summary>
public enum ParameterInit { UniformFanIn, Ones }

/// <summary>A trained tensor. Identity is by reference: a layer that is used twice has one.</summary>
/// <param name="Path">Its name: <c>embed.weight</c>, <c>stack.0.mix.weight</c>, <c>head.bias</c>.</param>
/// <param name="Dims">[out, in] for a weight (a bilinear one is [2m, in], W first), [out] for a bias.</param>
/// <param name="FanIn">The inputs of one output; a bias has its weight's.</param>
public sealed record ParameterSymbol(string Path, IReadOnlyList<long> Dims, long FanIn, ParameterInit Init, TextSpan Span)
{
    /// <summary>Whether it is the factor of a gate that is annealed, to which no weight decay applies.</summary>
    public bool IsFactor { get; init; }

    /// <summary>How it is measured, for 1/s of a norm whose scale s training measures: no gradient, no decay. Null for what is trained.</summary>
    public MeasuredSpec? Measured { get; init; }

    public long Count => Dims.Aggregate(1L, (product, dim) => checked(product * dim));
}
