using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Tokens;

/// <summary>The maps from tokens to the residual stream, each in O(vocabulary · d) memory: what a head makes of the tokens is never written down.</summary>
internal sealed class TokenMaps
{
    private readonly StreamNumbers _numbers;
    private readonly double[] _embeddingLengths;
    private readonly Matrix _unembedding;
    private readonly double[] _unembeddingLengths;
    private readonly Dictionary<(int Branch, int Head), double[]> _headLengths = [];

    public TokenMaps(StreamNumbers numbers)
    {
        _numbers = numbers;
        _embeddingLengths = Lengths(numbers.Embedding);
        _unembedding = Centred(numbers.Head);
        _unembeddingLengths = Lengths(_unembedding);
    }

    /// <summary>A vector of the stream that a branch reads, through the embedding, through each head before the branch, and through the unembedding.</summary>
    /// <param name="reads">How many branches have added to the stream there.</param>
    /// <param name="count">How many tokens of each end.</param>
    public IReadOnlyList<TokenReading> Read(ReadOnlySpan<double> vector, int reads, int count)
    {
        var length = Vectors.Norm(vector);
        var readings = new List<TokenReading> { Of(TokenMap.Embedding, "", -1, _numbers.Embedding.Times(vector), _embeddingLengths) };
        for (var branch = 0; branch < reads; branch++)
        {
            if (_numbers.Branches[branch] is not AttentionNumbers attention)
                continue;
            for (var head = 0; head < attention.Heads; head++)
                readings.Add(Of(TokenMap.AttentionHead, attention.Branch.Name, head, _numbers.Embedding.Times(Back(attention, head, vector)), LengthsOf(branch, attention, head)));
        }

        readings.Add(Of(TokenMap.Unembedding, "", -1, _unembedding.Times(vector), _unembeddingLengths));
        return readings;

        TokenReading Of(TokenMap map, string branch, int head, double[] weights, double[] lengths)
        {
            var order = Enumerable.Range(0, weights.Length).ToArray();
            Array.Sort(Array.ConvertAll(weights, weight => -weight), order);
            return new TokenReading(map, branch, head, [.. order.Take(count).Select(Weight)], [.. order.Reverse().Take(count).Select(Weight)]);

            TokenWeight Weight(int token) => new(token, weights[token], lengths[token] * length is var both && both > 0 ? weights[token] / both : 0);
        }
    }

    /// <summary>(OV)ᵀv of a head: what its weights make of a vector on the way back to the tokens.</summary>
    public static double[] Back(AttentionNumbers attention, int head, ReadOnlySpan<double> vector)
    {
        var (size, row) = (attention.HeadSize, attention.ValueRow(head));
        return attention.Value.SubRows(row, size).Transpose().Times(attention.Out.SubColumns(head * size, size).Transpose().Times(vector));
    }

    // ‖OV·e‖ of each token, by the small matrix OᵀO of the head.
    private double[] LengthsOf(int branch, AttentionNumbers attention, int head)
    {
        if (_headLengths.TryGetValue((branch, head), out var known))
            return known;
        var size = attention.HeadSize;
        var values = _numbers.Embedding.TimesTransposed(attention.Value.SubRows(attention.ValueRow(head), size));
        var columns = attention.Out.SubColumns(head * size, size).Transpose();
        var weighted = values.TimesTransposed(columns.TimesTransposed(columns));
        double[] lengths = [.. Enumerable.Range(0, values.Rows).Select(token => Math.Sqrt(Math.Max(0, Vectors.Dot(values.Row(token), weighted.Row(token)))))];
        return _headLengths[(branch, head)] = lengths;
    }

    private static double[] Lengths(Matrix rows) => [.. Enumerable.Range(0, rows.Rows).Select(row => Vectors.Norm(rows.Row(row)))];

    private static Matrix Centred(Matrix rows)
    {
        var mean = new double[rows.Columns];
        for (var row = 0; row < rows.Rows; row++)
            Vectors.AddScaled(mean, -1.0 / rows.Rows, rows.Row(row));
        return new Matrix(rows.Rows, rows.Columns, rows.ToArray()).AddToRows(mean);
    }
}
