using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Devices;

// Kernels over the positions of texts. A matrix has a row for each position; texts may have different lengths.
public abstract partial class Device
{
    /// <summary>Computes y[i] = table[tokens[i]].</summary>
    /// <param name="tokens">int32 [rows, 1]. A token outside 0…vocabulary−1 gives a row of NaN.</param>
    /// <param name="table">A row for each token of the vocabulary, [vocabulary, columns].</param>
    public abstract void Embed(View tokens, View table, View y);

    /// <summary>Computes dTable[t] = Σ dy[i] over the rows i whose token is t, in the order of the rows: the adjoint of <see cref="Embed"/>.</summary>
    /// <param name="tokens">int32 [rows, 1], each in 0…vocabulary−1; the adjoint leaves out what lies outside.</param>
    /// <param name="dTable">Written whole: zeros for tokens that are not there.</param>
    /// <param name="adds">Whether the sums are added to what dTable holds.</param>
    public abstract void EmbedAdjoint(View tokens, View dy, View dTable, bool adds = false);

    /// <summary>
    /// Turns element i of each head with element i + s/2 by the angle p·base^(−2i/s), where s is the size of a head and p the row's
    /// position: rotary positions as Su et al. 2021 have them, in the layout of Hugging Face.
    /// </summary>
    /// <param name="x">[rows, heads·s], s even.</param>
    /// <param name="positions">int32 [rows, 1]</param>
    /// <param name="inverse">Whether to turn back, which is the adjoint of turning.</param>
    public abstract void Rotate(View x, View positions, View y, int heads, double @base, bool inverse);

    /// <summary>
    /// Computes o[i] = Σ_j p[i,j]·v[j] for each head over the rows j of the same text that row i sees, p[i] = softmax_j(q[i]·k[j]/√s), or without a
    /// softmax p[i,j] = (q1[i]·k1[j])(q2[i]·k2[j])/s. It works in tiles with a running maximum and sum; no matrix of scores is stored.
    /// </summary>
    /// <param name="q">[rows, heads·s], twice as wide for bilinear scores.</param>
    /// <param name="k">[rows, keyHeads·s], twice as wide for bilinear scores.</param>
    /// <param name="v">[rows, keyHeads·s]</param>
    /// <param name="o">[rows, heads·s]</param>
    /// <param name="logSums">log Σ_j exp(q[i]·k[j]/√s), which the adjoint reads, [rows, heads]; left out where it is not wanted, and for bilinear scores.</param>
    public abstract void Attention(View q, View k, View v, Texts texts, View o, View logSums, in AttentionShape shape);

    /// <summary>Computes the adjoints of q, k and v under <see cref="Attention"/>. Scores are computed again, tile by tile.</summary>
    /// <param name="o">What attention gave; left out for bilinear scores.</param>
    /// <param name="logSums">What attention gave; left out for bilinear scores.</param>
    /// <param name="dO">The adjoint of o.</param>
    public abstract void AttentionAdjoint(View q, View k, View v, View o, View logSums, View dO, Texts texts, View dq, View dk, View dv, in AttentionShape shape);

    /// <summary>Computes the adjoints of q, k and v under <see cref="Attention"/> with bilinear scores.</summary>
    public void AttentionAdjoint(View q, View k, View v, View dO, Texts texts, View dq, View dk, View dv, in AttentionShape shape) =>
        AttentionAdjoint(q, k, v, default, default, dO, texts, dq, dk, dv, shape);

    /// <summary>
    /// Puts the keys and values of new positions into a cache, then computes <see cref="Attention"/> of the new queries over all that the cache has of their
    /// texts. It is causal: a position sees those up to itself.
    /// </summary>
    /// <param name="texts">The new rows of each text; a text may have none. Positions are those in the whole text, below the cache's context.</param>
    public abstract void CachedAttention(View q, View k, View v, Texts texts, in KeyValueCache cache, View o, in AttentionShape shape);

    /// <summary>
    /// Computes the mean cross-entropy of logits = x·weightᵀ + bias against targets, as <see cref="CrossEntropy"/> does, and the gradients
    /// that are given. It goes through the rows in chunks, so that the logits never exist whole.
    /// </summary>
    /// <param name="x">[rows, d]</param>
    /// <param name="weight">[classes, d]</param>
    /// <param name="bias">[1, classes]; left out where there is none.</param>
    /// <param name="targets">int32 [rows, 1]; −1 counts nowhere.</param>
    /// <param name="dx">The gradient of x; like the two others it is left out where it is not wanted.</param>
    public abstract void LinearCrossEntropy(View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias);

    /// <summary>Computes the mean cross-entropy of logits = x·weightᵀ, and the gradients that are given.</summary>
    /// <inheritdoc cref="LinearCrossEntropy(View, View, View, View, View, View, View, View)"/>
    public void LinearCrossEntropy(View x, View weight, View targets, View loss, View dx, View dWeight) => LinearCrossEntropy(x, weight, default, targets, loss, dx, dWeight, default);
}
