using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>Runs attention, alone or over a cache, and its adjoint.</summary>
internal static unsafe class AttentionPass
{
    public static void Forward(Call call, View q, View k, View v, in Texts texts, View o, View logSums, in AttentionShape shape)
    {
        var job = new AttentionJob
        {
            Q = call.Hold(q),
            K = call.Hold(k),
            V = call.Hold(v),
            O = call.Hold(o),
            LogSums = call.Hold(logSums),
            Heads = new HeadSizes(shape, o.Columns),
            Threads = call.Threads,
            Texts = TextBlocks.Cut(call, texts, q.Rows, shape.KeyHeads, AttentionJob.RowsOfBlock(texts.Count, shape.KeyHeads, call.Threads)),
        };
        job.BlocksOfChunk = job.Texts.BlocksOfChunk(o.Columns, call.Threads);
        call.Run(ref job, job.Chunks);
    }

    public static void Cached(Call call, View q, View k, View v, in Texts texts, in KeyValueCache cache, View o, in AttentionShape shape)
    {
        var job = new AttentionJob
        {
            Q = call.Hold(q),
            K = call.Hold(cache.Keys),
            V = call.Hold(cache.Values),
            O = call.Hold(o),
            Heads = new HeadSizes(shape, o.Columns),
            Threads = call.Threads,
            Texts = TextBlocks.Cut(call, texts, q.Rows, shape.KeyHeads, AttentionJob.RowsOfBlock(texts.Count, shape.KeyHeads, call.Threads), cache.Context),
        };
        Append(job.Texts, call.Hold(k), job.K, k.Columns);
        Append(job.Texts, call.Hold(v), job.V, v.Columns);
        job.BlocksOfChunk = job.Texts.BlocksOfChunk(o.Columns, call.Threads);
        call.Run(ref job, job.Chunks);
    }

    public static void Adjoint(Call call, View q, View k, View v, View o, View logSums, View dO, in Texts texts, View dq, View dk, View dv, in AttentionShape shape)
    {
        var job = new AttentionAdjointJob
        {
            Q = call.Hold(q),
            K = call.Hold(k),
            V = call.Hold(v),
            O = call.Hold(o),
            LogSums = call.Hold(logSums),
            DO = call.Hold(dO),
            DQ = call.Hold(dq),
            DK = call.Hold(dk),
            DV = call.Hold(dv),
            Heads = new HeadSizes(shape, dO.Columns),
            Threads = call.Threads,
            Texts = TextBlocks.Cut(call, texts, q.Rows, shape.KeyHeads, int.MaxValue),
        };
        call.Run(ref job, job.Texts.Blocks);
    }

    private static void Append(in TextBlocks texts, Strided rows, Strided cache, int columns)
    {
        for (var text = 0; text < texts.Count; text++)
        {
            var (first, count, to) = texts.NewRows(text);
            for (var row = 0; row < count; row++)
                new ReadOnlySpan<float>(rows.Row(first + row), columns).CopyTo(new Span<float>(cache.Row(to + row), columns));
        }
    }
}
