using Bilinear.Linalg;
using Bilinear.Spectral.Streams;
using Bilinear.Spectral.Tokens;

namespace Bilinear.Spectral.Trees.Texts;

/// <summary>
/// A functional v·x of the residual stream as the sum of its parts: of the embedding, and of each branch before it. A head of an attention passes it on as (OV)ᵀv, and a bilinear
/// layer with the linear ones behind it makes it a quadratic form with eigenvectors of its own: Σᵢ λᵢ(vᵢ·h)² + 2q·h + c.
/// </summary>
internal static class StreamParts
{
    /// <param name="after">How many branches have added to the stream.</param>
    public static IEnumerable<StreamPart> Of(StreamNumbers numbers, double[] vector, int after)
    {
        yield return new StreamPart(LogitTermKind.Embedding, -1, -1, vector);
        for (var branch = 0; branch < after; branch++)
        {
            foreach (var part in numbers.Branches[branch] switch
            {
                AttentionNumbers attention => OfAttention(attention, branch, vector),
                GatedNumbers { Gate: StreamGate.None } layer => OfLayer(layer, branch, vector),
                _ => [new StreamPart(LogitTermKind.GatedLayer, branch, -1, [])],
            })
                yield return part;
        }
    }

    private static IEnumerable<StreamPart> OfAttention(AttentionNumbers attention, int branch, double[] vector)
    {
        for (var head = 0; head < attention.Heads; head++)
        {
            // v·O of the head
            var read = attention.OutOf(head).Transpose().Times(vector);
            var bias = Vectors.Dot(read, attention.ValueBias.AsSpan(attention.ValueRow(head), attention.HeadSize));
            yield return new StreamPart(LogitTermKind.AttentionHead, branch, head, TokenMaps.Back(attention, head, vector)) { Constant = bias };
        }

        if (Vectors.Dot(vector, attention.OutBias) is var constant && constant != 0)
            yield return new StreamPart(LogitTermKind.Bias, branch, -1, []) { Constant = constant };
    }

    private static IEnumerable<StreamPart> OfLayer(GatedNumbers layer, int branch, double[] vector)
    {
        var form = LayerPairs.Of(layer, new Direction("v", vector));
        for (var pair = 0; pair < form.Pairs.Values.Count; pair++)
            yield return new StreamPart(LogitTermKind.Eigenvector, branch, pair, form.Pairs.Vectors.Row(pair).ToArray()) { Eigenvalue = form.Pairs.Values[pair] };
        if (form.Linear.Any(value => value != 0))
            yield return new StreamPart(LogitTermKind.Linear, branch, -1, Array.ConvertAll(form.Linear, value => 2 * value));
        if (form.Constant != 0)
            yield return new StreamPart(LogitTermKind.Bias, branch, -1, []) { Constant = form.Constant };
    }
}
