using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Spectral;

/// <summary>
/// A model of texts as one sum: the embedding, and what each branch adds to it, through a norm to the head. It names parameters by their places in
/// the model's.
/// </summary>
/// <param name="Embedding">The weight of the embedding, [vocabulary, d].</param>
/// <param name="Branches">The attentions and layers that add to the stream, in the order in which they do.</param>
/// <param name="Norm">The norm before the head; null where there is none.</param>
/// <param name="Head">The weight [outputs, d], which may be the embedding's, and the bias.</param>
public sealed record ResidualStream(int Embedding, IReadOnlyList<StreamBranch> Branches, StreamNorm? Norm, AffineMap Head);

/// <summary>x / √(mean x² + epsilon), times the gain where there is one.</summary>
/// <param name="Gain">−1 where there is none.</param>
public sealed record StreamNorm(int Gain, double Epsilon);

/// <summary>What reads the stream and adds to it.</summary>
/// <param name="Name">The path of the layer whose output is added.</param>
/// <param name="Norm">The norm between the stream and the layer; null where there is none.</param>
/// <param name="Reads">The number of branches that have been added to what it reads.</param>
public abstract record StreamBranch(string Name, StreamNorm? Norm, int Reads);

/// <summary>Attention: its maps as <c>attention</c> has them.</summary>
/// <param name="Rope">The base of the rotary positions; null for none.</param>
public sealed record AttentionBranch(
    string Name, StreamNorm? Norm, int Reads, int Heads, int KeyHeads, bool Causal, double? Rope, AttentionScores Scores,
    AffineMap Query, AffineMap Key, AffineMap Value, AffineMap Out) : StreamBranch(Name, Norm, Reads);

/// <summary>A gated layer, mostly a bilinear one, and the linear layers behind it.</summary>
/// <param name="Layer">weight [2m, d], W first, and bias [2m].</param>
/// <param name="Path">The path of the gated layer.</param>
/// <param name="Output">The linear layers behind it, in the order of the flow.</param>
public sealed record GatedBranch(
    string Name, StreamNorm? Norm, int Reads, string Path, Gate Gate, AffineMap Layer, IReadOnlyList<AffineMap> Output) : StreamBranch(Name, Norm, Reads);
