using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>What attention does with its heads.</summary>
/// <param name="Heads">The heads of queries.</param>
/// <param name="KeyHeads">The heads of keys and values; each serves Heads / KeyHeads neighbouring heads of queries.</param>
/// <param name="IsCausal">Whether a position sees only itself and those before it.</param>
/// <param name="Scores">
/// softmax: p[i] = softmax_j(q[i]·k[j]/√s); bilinear: p[i, j] = (q1[i]·k1[j])(q2[i]·k2[j])/s, where q and k hold the first factor for all heads, then the second.
/// </param>
public sealed record AttentionShape(long Heads, long KeyHeads, bool IsCausal, AttentionScores Scores)
{
    /// <summary>How many times the columns of the heads queries and keys have.</summary>
    public long Factors => Scores == AttentionScores.Bilinear ? 2 : 1;
}
