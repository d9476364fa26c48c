using Bilinear.Kernels.Cpu.Attention.Tiles;
using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>
/// Computes attention. A block of queries of one text, for the heads that share one head of keys, packs the values, then takes the queries strip by
/// strip against block after block of keys; a single query has a way of its own. Where a text's last block is a single query it is that, too.
/// </summary>
internal unsafe struct AttentionJob : IJob
{
    /// <summary>The most queries of a block: packing the values again for each is a percent of the work.</summary>
    private const int ManyRows = 256;

    /// <summary>The most queries of a block where the texts and their heads are too few for the threads: whole strips.</summary>
    private const int FewRows = 64;

    /// <summary>The texts and heads of keys that there should be for each thread.</summary>
    private const int PartsPerThread = 4;

    public Strided Q;
    public Strided K;
    public Strided V;
    public Strided O;
    public Strided LogSums;
    public HeadSizes Heads;
    public TextBlocks Texts;

    /// <summary>The blocks of a chunk: many where they are small, so that handing a chunk over does not cost more than its work.</summary>
    public int BlocksOfChunk;

    /// <summary>The number of threads that take chunks: about so many later comes the next of this one.</summary>
    public int Threads;

    public readonly int Chunks => Ceiling.Divide(Texts.Blocks, BlocksOfChunk);

    /// <summary>Gives the most queries of a block. A query has the same result in whichever it stands.</summary>
    public static int RowsOfBlock(int texts, int keyHeads, int threads) => (long)texts * keyHeads < (long)PartsPerThread * threads && threads > 1 ? FewRows : ManyRows;

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var end = Math.Min(Texts.Blocks, (chunk + 1) * BlocksOfChunk);
        for (var next = chunk * BlocksOfChunk; next < end;)
        {
            var block = Texts.Block(next);
            if (block.End - block.First > 1)
            {
                AttendMany<TVector>(block, Ahead(chunk, next), scratch);
                next++;
                continue;
            }
            // A text of one query has one block for each head of keys.
            var keyHeads = block.IsAlone ? Math.Min(end - next, Heads.KeyHeads - block.KeyHead) : 1;
            AttendOne<TVector>(block, keyHeads, scratch);
            next += keyHeads;
        }
    }

    // The first things that the thread's next block waits for: the next of this chunk, or of the chunk that it takes next.
    private readonly Prefetch Ahead(int chunk, int block)
    {
        var ahead = default(Prefetch);
        var after = block + 1 < Math.Min(Texts.Blocks, (chunk + 1) * BlocksOfChunk) ? block + 1 : (chunk + Threads) * BlocksOfChunk;
        if (after >= Texts.Blocks)
            return ahead;
        var next = Texts.Block(after);
        var columns = Heads.Group * Heads.Size;
        var query = Heads.Query(next.KeyHead * Heads.Group);
        var keys = Heads.IsCausal ? next.End : next.Length;
        ahead.Add(V.From(next.KeyRow, Heads.Key(next.KeyHead)), keys, Heads.Size);
        ahead.Add(Q.From(next.QueryRow + next.First, query), next.End - next.First, columns);
        ahead.Add(K.From(next.KeyRow, Heads.Key(next.KeyHead)), keys, Heads.Size);
        ahead.Add(O.From(next.QueryRow + next.First, query), next.End - next.First, columns);
        return ahead;
    }

    private readonly void AttendMany<TVector>(in QueryBlock block, Prefetch ahead, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var keys = Heads.IsCausal ? block.End : block.Length;
        var cells = QueryStrip.Cells(Heads, TVector.Width);
        var room = scratch.Reserve(cells + (long)HeadPanels.Padded(Heads.Size, TVector.Width) * keys);
        var strip = QueryStrip.At<TVector>(Heads, room);
        var values = room + cells;
        HeadPanels.Pack<TVector>(V.From(block.KeyRow, Heads.Key(block.KeyHead)), keys, Heads.Size, values, keys);
        for (var head = block.KeyHead * Heads.Group; head < (block.KeyHead + 1) * Heads.Group; head++)
        {
            for (var first = block.First; first < block.End; first += 2 * TVector.Width)
            {
                strip.Begin<TVector>(Q.From(block.QueryRow + first, 0), head, first, Math.Min(2 * TVector.Width, block.End - first));
                // A weight of zero times a value that is not finite is not a number: then no query may meet values after its own.
                if (!Attend<TVector>(strip, block, head, values, keys, Blocking.TileRows(TVector.Width), ref ahead) && Heads.IsCausal)
                    Attend<TVector>(strip, block, head, values, keys, tileRows: 1, ref ahead);
            }
        }
    }

    private readonly bool Attend<TVector>(in QueryStrip strip, in QueryBlock block, int head, float* values, int keys, int tileRows, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        var end = Heads.IsCausal ? strip.First + strip.Count : keys;
        strip.Softmax.Begin(2 * TVector.Width);
        for (var key = 0; key < end; key += QueryStrip.Keys)
        {
            var count = Math.Min(QueryStrip.Keys, end - key);
            strip.Weigh<TVector>(K.From(block.KeyRow + key, 0), block.KeyHead, key, count, ref ahead);
            strip.Add<TVector>(values, keys, key, count, tileRows, ref ahead);
        }
        var row = block.QueryRow + strip.First;
        return strip.Finish<TVector>(O.From(row, Heads.Query(head)), LogSums.Start is null ? default : LogSums.From(row, head));
    }

    private readonly void AttendOne<TVector>(in QueryBlock block, int keyHeads, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var query = QueryRow.At(Heads, block.KeyHead, keyHeads, TVector.Width, scratch.Reserve(QueryRow.Cells(Heads, keyHeads, TVector.Width)));
        var row = block.QueryRow + block.First;
        query.Begin<TVector>(Q.Row(row));
        for (var key = 0; key < block.Length; key += QueryStrip.Keys)
            query.Take<TVector>(K.From(block.KeyRow + key, 0), V.From(block.KeyRow + key, 0), key, Math.Min(QueryStrip.Keys, block.Length - key));
        query.Finish<TVector>(O.Row(row));
        if (LogSums.Start is not null)
            query.LogSums<TVector>(LogSums.Row(row));
    }
}
