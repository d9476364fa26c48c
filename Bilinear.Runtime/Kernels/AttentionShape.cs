namespace Bilinear.Kernels;

/// <summary>How attention scores a query against a key.</summary>
public enum AttentionScores
{
    /// <summary>q·k/√s, then a softmax over the keys.</summary>
    Softmax,

    /// <summary>(q1·k1)(q2·k2)/s, without a softmax, where queries and keys have twice the columns: those of q1 for all heads, then those of q2.</summary>
    Bilinear,
}

/// <summary>The sizes of an attention.</summary>
/// <param name="Heads">The number of heads of queries.</param>
/// <param name="KeyHeads">The number of heads of keys and values, which divides <paramref name="Heads"/>: each serves Heads / KeyHeads neighbouring heads of queries.</param>
/// <param name="IsCausal">Whether a position sees only itself and what stands before it in its text.</param>
public readonly record struct AttentionShape(int Heads, int KeyHeads, bool IsCausal, AttentionScores Scores);
