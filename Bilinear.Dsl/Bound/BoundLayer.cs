using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Bound;

/// <summary>A layer at its sizes. One that is used twice is one object, and shares its parameters.</summary>
/// <param name="Path"><c>stack.0.mix</c>; for an operator without parameters in a flow, the operator's name.</param>
public abstract record BoundLayer(string Path, TextSpan Span);

/// <summary>y = x·weightᵀ + bias, over the last axis.</summary>
public sealed record BoundLinear(string Path, ParameterSymbol Weight, ParameterSymbol? Bias, NoiseSpec Noise, TextSpan Span) : BoundLayer(Path, Span)
{
    public long Output => Weight.Dims[0];

    public long Input => Weight.Dims[1];
}

/// <summary>y = gate(Wx + b_w) ⊙ (Vx + b_v), with weight = [W; V] of shape [2m, d] and bias [2m]; gate none is the bilinear layer.</summary>
/// <param name="Operator">The word that the program has: <c>bilinear</c> or <c>glu</c>.</param>
public sealed record BoundGlu(string Path, string Operator, Gate Gate, ParameterSymbol Weight, ParameterSymbol? Bias, NoiseSpec Noise, TextSpan Span) : BoundLayer(Path, Span)
{
    public long Output => Weight.Dims[0] / 2;

    public long Input => Weight.Dims[1];
}

/// <summary>y = x / √(mean x² + 1e-8) over the last axis, times the gain where there is one.</summary>
public sealed record BoundRmsNorm(string Path, ParameterSymbol? Gain, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>All axes in one.</summary>
public sealed record BoundFlatten(string Path, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>Rows of <paramref name="Weight"/> [vocabulary, width], by token.</summary>
public sealed record BoundEmbedding(string Path, ParameterSymbol Weight, NoiseSpec Noise, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>Softmax attention with <c>query</c>, <c>key</c>, <c>value</c> and <c>out</c> weights, each [d, d].</summary>
/// <param name="Rope">The base of the rotary positions; null for none.</param>
public sealed record BoundAttention(
    string Path, long Heads, bool Causal, double? Rope,
    ParameterSymbol Query, ParameterSymbol Key, ParameterSymbol Value, ParameterSymbol Out, NoiseSpec Noise, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>A block at its sizes: its body sees the layer's input as <see cref="BoundBody.Input"/>.</summary>
public sealed record BoundBlock(string Path, string Block, BoundBody Body, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>The iterations of a <c>repeat</c>, one after the other.</summary>
public sealed record BoundRepeat(string Path, IReadOnlyList<BoundLayer> Iterations, TextSpan Span) : BoundLayer(Path, Span);
