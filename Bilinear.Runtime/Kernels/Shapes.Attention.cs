using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Kernels;

internal static partial class Shapes
{
    public static void Attention(Device device, View q, View k, View v, in Texts texts, View o, View logSums, in AttentionShape shape)
    {
        Heads(device, v, q.Rows, shape, out var size);
        Input(device, q, q.Rows, Factors(shape) * shape.Heads * size, nameof(q));
        Input(device, k, q.Rows, Factors(shape) * shape.KeyHeads * size, nameof(k));
        Output(device, o, q.Rows, shape.Heads * size, nameof(o));
        if (!logSums.IsNone)
            Output(device, logSums, q.Rows, shape.Heads, nameof(logSums));
        TextRows(device, texts, q.Rows);
    }

    public static void AttentionAdjoint(Device device, View q, View k, View v, View o, View logSums, View dO, in Texts texts, View dq, View dk, View dv, in AttentionShape shape)
    {
        Heads(device, v, q.Rows, shape, out var size);
        Input(device, dO, q.Rows, shape.Heads * size, nameof(dO));
        Input(device, q, q.Rows, Factors(shape) * shape.Heads * size, nameof(q));
        Input(device, k, q.Rows, Factors(shape) * shape.KeyHeads * size, nameof(k));
        if (shape.Scores == AttentionScores.Softmax)
        {
            Input(device, o, q.Rows, dO.Columns, nameof(o));
            Input(device, logSums, q.Rows, shape.Heads, nameof(logSums));
        }
        Output(device, dq, q.Rows, q.Columns, nameof(dq));
        Output(device, dk, k.Rows, k.Columns, nameof(dk));
        Output(device, dv, v.Rows, v.Columns, nameof(dv));
        TextRows(device, texts, q.Rows);
    }

    public static void CachedAttention(Device device, View q, View k, View v, in Texts texts, in KeyValueCache cache, View o, in AttentionShape shape)
    {
        Attention(device, q, k, v, texts, o, default, shape);
        if (!shape.IsCausal)
            throw new ArgumentException("shape is not causal; a cache has no keys of positions to come.", nameof(shape));
        if (cache.Context <= 0)
            throw new ArgumentException($"cache has a context of {cache.Context}; it needs at least one position.", nameof(cache));
        if ((long)texts.Count * cache.Context > int.MaxValue)
            throw new ArgumentException($"cache has a context of {cache.Context}, too many for {texts.Count} texts.", nameof(cache));
        var rows = texts.Count * cache.Context;
        Output(device, cache.Keys, rows, k.Columns, "cache.Keys", nameof(cache));
        Output(device, cache.Values, rows, v.Columns, "cache.Values", nameof(cache));
    }

    private static int Factors(in AttentionShape shape) => shape.Scores == AttentionScores.Bilinear ? 2 : 1;

    // The values tell the size of a head.
    private static void Heads(Device device, View v, int rows, in AttentionShape shape, out int size)
    {
        if (shape.Heads <= 0 || shape.KeyHeads <= 0 || shape.Heads % shape.KeyHeads != 0)
            throw new ArgumentException($"shape has {shape.Heads} heads and {shape.KeyHeads} heads of keys; each of these serves as many of those.", nameof(shape));
        Input(device, v, rows, v.Columns, nameof(v));
        if (v.Columns == 0 || v.Columns % shape.KeyHeads != 0)
            throw new ArgumentException($"v has {v.Columns} columns, which {shape.KeyHeads} heads do not share evenly.", nameof(v));
        size = v.Columns / shape.KeyHeads;
    }

    private static void TextRows(Device device, in Texts texts, int rows)
    {
        Input(device, texts.Starts, 1, texts.Starts.Columns, "texts.Starts", nameof(texts));
        Input(device, texts.Positions, rows, 1, "texts.Positions", nameof(texts));
        if (texts.Starts.Columns == 0)
            throw new ArgumentException("texts.Starts is empty; it ends with the number of rows.", nameof(texts));
    }
}
