namespace Bilinear.Spectral;

/// <summary>What reads the residual stream and adds to it.</summary>
/// <param name="Name">The path of the layer whose output is added.</param>
/// <param name="Norm">The norm between the stream and the layer; null without one.</param>
/// <param name="Reads">The number of branches that have been added to what it reads.</param>
public abstract record StreamBranch(string Name, StreamNorm? Norm, int Reads)
{
    /// <summary>The path of the layer whose output is added.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));
}

/// <summary>The norm x / r, r = √(mean x² + epsilon), times a gain where there is one.</summary>
/// <param name="Gain">The index of the gain in <c>ModelDescription.Parameters</c>; −1 without one.</param>
/// <param name="Epsilon">What is added to the mean square.</param>
public sealed record StreamNorm(int Gain, double Epsilon);

/// <summary>An attention over the positions of a text. A head has s = d / heads numbers.</summary>
/// <param name="Heads">The heads of the queries.</param>
/// <param name="KeyHeads">The heads of keys and values; each serves as many neighbouring heads of queries.</param>
/// <param name="IsCausal">Whether a position sees only itself and those before it.</param>
/// <param name="Rope">The base of the rotary positions; null for none.</param>
/// <param name="Scores">Softmax: the softmax of q·k/√s. Bilinear: (q1·k1)(q2·k2)/s, without one.</param>
/// <param name="Query">weight [d, d], [2d, d] under bilinear scores.</param>
/// <param name="Key">weight [s · key heads, d], twice as many rows under bilinear scores.</param>
/// <param name="Value">weight [s · key heads, d].</param>
/// <param name="Out">weight [d, d].</param>
public sealed record AttentionBranch(
    string Name, StreamNorm? Norm, int Reads, int Heads, int KeyHeads, bool IsCausal, double? Rope, Kernels.AttentionScores Scores,
    AffineMap Query, AffineMap Key, AffineMap Value, AffineMap Out) : StreamBranch(Name, Norm, Reads);

/// <summary>A gated layer and the linear layers behind it: Output(gate(Wx + b_w) ⊙ (Vx + b_v)).</summary>
/// <param name="Layer">weight [2m, d], W first, and bias [2m].</param>
/// <param name="LayerName">The path of the gated layer.</param>
/// <param name="Gate">The gate; <see cref="StreamGate.None"/> for a bilinear layer, which alone is a sum of squares.</param>
/// <param name="Output">The linear layers behind it, in the order of the flow.</param>
public sealed record GatedBranch(
    string Name, StreamNorm? Norm, int Reads, string LayerName, StreamGate Gate, AffineMap Layer, IReadOnlyList<AffineMap> Output) : StreamBranch(Name, Norm, Reads);

/// <summary>The function on the first factor of a gated layer.</summary>
public enum StreamGate
{
    /// <summary>x: the layer is bilinear.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x · sigmoid(x).</summary>
    Silu,

    /// <summary>x · Φ(x).</summary>
    Gelu,
}
