using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Tokens;

/// <summary>The maps from tokens to the residual stream, each in O(vocabulary · d) memory: what a head makes of the tokens is never written down.</summary>
internal sealed class TokenMaps
{
    private readonly StreamNumbers _numbers;
    private readonly Centred _embedding;
    private readonly Centred _unembedding;
    private readonly Dictionary<(int Branch, int Head), double[]> _headLengths = [];

    public TokenMaps(StreamNumbers numbers) =>
        (_numbers, _embedding, _unembedding) = (numbers, Centred.Of(numbers.Embedding), Centred.Of(numbers.Head));

    /// <summary>A vector of the stream that a branch reads, through the embedding, through each head before the branch, and through the unembedding.</summary>
    /// <param name="reads">How many branches have added to the stream there.</param>
    /// <param name="count">How many tokens of each end.</param>
    public IReadOnlyList<TokenReading> Read(ReadOnlySpan<double> vector, int reads, int count)
    {
        var length = Vectors.Norm(vector);
        var readings = new List<TokenReading> { Of(TokenMap.Embedding, "", -1, _embedding, vector, _embedding.Lengths) };
        for (var branch = 0; branch < reads; branch++)
        {
            if (_numbers.Branches[branch] is not AttentionNumbers attention)
                continue;
            for (var head = 0; head < attention.Heads; head++)
                readings.Add(Of(TokenMap.AttentionHead, attention.Branch.Name, head, _embedding, Back(attention, head, vector), LengthsOf(branch, attention, head)));
        }

        readings.Add(Of(TokenMap.Unembedding, "", -1, _unembedding, vector, _unembedding.Lengths));
        return readings;

        TokenReading Of(TokenMap map, string branch, int head, Centred rows, ReadOnlySpan<double> read, double[] lengths)
        {
            var weights = rows.Rows.Times(read);
            var order = Enumerable.Range(0, weights.Length).ToArray();
            Array.Sort(Array.ConvertAll(weights, weight => -weight), order);
            return new TokenReading(map, branch, head, [.. order.Take(count).Select(Weight)], [.. order.Reverse().Take(count).Select(Weight)]) { Mean = Vectors.Dot(rows.Mean, read) };

            TokenWeight Weight(int token) => new(token, weights[token], lengths[token] * length is var both && both > 0 ? weights[token] / both : 0);
        }
    }

    /// <summary>(OV)ᵀv of a head: what its weights make of a vector on the way back to the tokens.</summary>
    public static double[] Back(AttentionNumbers attention, int head, ReadOnlySpan<double> vector) =>
        attention.ValueOf(head).Transpose().Times(attention.OutOf(head).Transpose().Times(vector));

    // ‖OV·(e − mean)‖ of each token, by the small matrix OᵀO of the head.
    private double[] LengthsOf(int branch, AttentionNumbers attention, int head)
    {
        if (_headLengths.TryGetValue((branch, head), out var known))
            return known;
        var values = _embedding.Rows.TimesTransposed(attention.ValueOf(head));
        var columns = attention.OutOf(head).Transpose();
        var weighted = values.TimesTransposed(columns.TimesTransposed(columns));
        double[] lengths = [.. Enumerable.Range(0, values.Rows).Select(token => Math.Sqrt(Math.Max(0, Vectors.Dot(values.Row(token), weighted.Row(token)))))];
        return _headLengths[(branch, head)] = lengths;
    }
}
