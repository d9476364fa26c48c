namespace Bilinear.Spectral;

/// <summary>
/// A vector of the residual stream, read through one map from tokens: for each token, its inner product with what the map makes of the token, less the mean
/// over the vocabulary.
/// </summary>
/// <param name="Map">The map.</param>
/// <param name="Branch">The path of the attention; empty for the embedding and the unembedding.</param>
/// <param name="Head">The head of the attention; −1 for the embedding and the unembedding.</param>
/// <param name="Top">The tokens with the largest weights, the largest first.</param>
/// <param name="Bottom">The tokens with the smallest weights, the smallest first.</param>
public sealed record TokenReading(TokenMap Map, string Branch, int Head, IReadOnlyList<TokenWeight> Top, IReadOnlyList<TokenWeight> Bottom)
{
    /// <summary>The mean inner product over the vocabulary, which the weights leave out.</summary>
    public double Mean { get; init; }
}

/// <summary>A token's part in a vector.</summary>
/// <param name="Token">The token.</param>
/// <param name="Weight">The inner product of the vector and what the map makes of the token, less the mean of all tokens.</param>
/// <param name="Cosine">The cosine of the angle between the vector and what the map makes of the token, less the mean of all tokens; zero where the map makes nothing else of the token than of the mean.</param>
public readonly record struct TokenWeight(int Token, double Weight, double Cosine);

/// <summary>How tokens come to the residual stream, or are read from it.</summary>
public enum TokenMap
{
    /// <summary>The embedding: what the token itself brings to its position.</summary>
    Embedding,

    /// <summary>What a head of an attention makes of the token's embedding (its virtual token), up to the scale of the norm.</summary>
    AttentionHead,

    /// <summary>The row of the head with the norm's gain: how the vector would move the token's logit beside the others.</summary>
    Unembedding,
}
