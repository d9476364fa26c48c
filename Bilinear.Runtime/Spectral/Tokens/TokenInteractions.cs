using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>
/// What pairs of tokens make of a bilinear layer along a direction: eᵢᵀQmⱼ, with eᵢ the embedding of the one, which the layer reads straight, and mⱼ what the
/// layer sees of the other, its embedding or what a head makes of it. Up to the scales of the norms.
/// </summary>
/// <param name="Map">How the second token comes to the layer: <see cref="TokenMap.Embedding"/> or <see cref="TokenMap.AttentionHead"/>.</param>
/// <param name="Branch">The path of the attention; empty for the embedding.</param>
/// <param name="Head">The head of the attention; −1 for the embedding.</param>
public abstract record TokenInteractions(TokenMap Map, string Branch, int Head);

/// <summary>The table of some tokens.</summary>
/// <param name="Tokens">The tokens of rows and columns.</param>
/// <param name="Values">eᵢᵀQmⱼ: a row for each first token, a column for each second one.</param>
public sealed record TokenTable(TokenMap Map, string Branch, int Head, IReadOnlyList<int> Tokens, Matrix Values) : TokenInteractions(Map, Branch, Head);

/// <summary>The pairs at both ends, of all pairs of the vocabulary; through the embedding, where the table is symmetric, each pair once.</summary>
/// <param name="Top">The largest, the largest first.</param>
/// <param name="Bottom">The smallest, the smallest first.</param>
public sealed record TokenPairs(TokenMap Map, string Branch, int Head, IReadOnlyList<TokenPair> Top, IReadOnlyList<TokenPair> Bottom) : TokenInteractions(Map, Branch, Head);

/// <summary>A pair of tokens.</summary>
/// <param name="First">The token whose embedding the layer reads straight.</param>
/// <param name="Second">The token that it reads through the map.</param>
/// <param name="Value">eᵢᵀQmⱼ.</param>
public readonly record struct TokenPair(int First, int Second, double Value);
