using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Tokens;

/// <summary>Pairs of tokens of one layer along one direction, for each map by which the second token comes to it: eᵢᵀCeⱼ with C = Q for the embedding, and Q·OV for a head.</summary>
internal sealed class InteractionMaps(StreamNumbers numbers, EigenPairs pairs, int reads)
{
    /// <summary>The tables of some tokens.</summary>
    public IReadOnlyList<TokenTable> Tables(IReadOnlyList<int> tokens)
    {
        var embeddings = new Matrix(tokens.Count, numbers.Embedding.Columns);
        for (var row = 0; row < tokens.Count; row++)
            numbers.Embedding.Row(tokens[row]).CopyTo(embeddings.MutableRow(row));
        return [.. Maps().Select(map => new TokenTable(map.Map, map.Branch, map.Head, tokens, embeddings.Times(map.Form).TimesTransposed(embeddings)))];
    }

    /// <summary>The pairs at both ends.</summary>
    public IReadOnlyList<TokenPairs> Ends(int count) =>
    [
        .. Maps().Select(map =>
        {
            var (top, bottom) = PairSearch.Run(numbers.Embedding.Times(map.Form), numbers.Embedding, count, isSymmetric: map.Map == TokenMap.Embedding);
            return new TokenPairs(map.Map, map.Branch, map.Head, top, bottom);
        }),
    ];

    private IEnumerable<(TokenMap Map, string Branch, int Head, Matrix Form)> Maps()
    {
        // Q = Σ λ v vᵀ
        var scaled = new Matrix(pairs.Vectors.Rows, pairs.Vectors.Columns);
        for (var row = 0; row < scaled.Rows; row++)
            Vectors.AddScaled(scaled.MutableRow(row), pairs.Values[row], pairs.Vectors.Row(row));
        var form = pairs.Vectors.Transpose().Times(scaled);
        yield return (TokenMap.Embedding, "", -1, form);
        foreach (var attention in numbers.Branches.Take(reads).OfType<AttentionNumbers>())
        {
            for (var head = 0; head < attention.Heads; head++)
                yield return (TokenMap.AttentionHead, attention.Branch.Name, head, form.Times(attention.OutOf(head)).Times(attention.ValueOf(head)));
        }
    }
}
