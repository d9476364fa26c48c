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
    /// <summary>factor [m] of a gate that is annealed: factor ⊙ x ⊙ σ(βx), β the sharpness of the step; null for a gate that stays what it is.</summary>
    public ParameterSymbol? Factor { get; init; }

    public long Output => Weight.Dims[0] / 2;

    public long Input => Weight.Dims[1];
}

/// <summary>y = x / √(mean x² + epsilon) over the last axis, times the gain where there is one.</summary>
public sealed record BoundRmsNorm(string Path, ParameterSymbol? Gain, double Epsilon, TextSpan Span) : BoundLayer(Path, Span)
{
    /// <summary>What is added to the mean square where the program says nothing else.</summary>
    public const double DefaultEpsilon = 1e-8;

    /// <summary>1/s [d] of a norm that divides by a scale which training measures, the same for every input: y = x / s. Null for the usual one.</summary>
    public ParameterSymbol? Scale { get; init; }
}

/// <summary>All axes in one.</summary>
public sealed record BoundFlatten(string Path, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>Rows of <paramref name="Weight"/> [vocabulary, width], by token.</summary>
public sealed record BoundEmbedding(string Path, ParameterSymbol Weight, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>y = x·weightᵀ with the weight of an embedding, which it has no copy of.</summary>
public sealed record BoundUnembedding(string Path, BoundEmbedding Embedding, TextSpan Span) : BoundLayer(Path, Span)
{
    public long Output => Embedding.Weight.Dims[0];

    public long Input => Embedding.Weight.Dims[1];
}

/// <summary>
/// Attention over positions: o = Σ_j p_j v_j with p the scores of the queries against the keys, then a linear map. A head has s = d / heads numbers.
/// </summary>
/// <param name="KeyHeads">The heads of keys and values; each serves heads / key heads neighbouring heads of queries.</param>
/// <param name="Rope">The base of the rotary positions; null for none.</param>
/// <param name="Query">weight [d, d], [2d, d] under bilinear scores, and its bias where there is one; key and value have as many rows as their heads.</param>
public sealed record BoundAttention(
    string Path, long Heads, long KeyHeads, bool Causal, double? Rope, AttentionScores Scores,
    BoundMap Query, BoundMap Key, BoundMap Value, BoundMap Out, NoiseSpec Noise, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>A linear map inside a layer: weight [out, in], and its bias where there is one.</summary>
public sealed record BoundMap(ParameterSymbol Weight, ParameterSymbol? Bias);

/// <summary>A block at its sizes: its body sees the layer's input as <see cref="BoundBody.Input"/>.</summary>
public sealed record BoundBlock(string Path, string Block, BoundBody Body, TextSpan Span) : BoundLayer(Path, Span);

/// <summary>The iterations of a <c>repeat</c>, one after the other.</summary>
public sealed record BoundRepeat(string Path, IReadOnlyList<BoundLayer> Iterations, TextSpan Span) : BoundLayer(Path, Span);
