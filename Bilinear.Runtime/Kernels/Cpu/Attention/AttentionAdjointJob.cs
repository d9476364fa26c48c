using Bilinear.Kernels.Cpu.Attention.Tiles;
using Bilinear.Kernels.Cpu.Gemm.Tiles;
using Bilinear.Kernels.Cpu.Rows;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>
/// Computes the adjoints of attention. A chunk is a text, for one head of keys and the heads of queries that share it, so that the adjoints of keys
/// and values are summed by one thread: block after block of queries, head after head. Scores are computed again.
/// </summary>
internal unsafe struct AttentionAdjointJob : IJob
{
    public Strided Q;
    public Strided K;
    public Strided V;
    public Strided O;
    public Strided LogSums;
    public Strided DO;
    public Strided DQ;
    public Strided DK;
    public Strided DV;
    public HeadSizes Heads;
    public TextBlocks Texts;

    /// <summary>The number of threads that take chunks: about so many later comes the next of this one.</summary>
    public int Threads;

    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var text = Texts.Block(chunk);
        var (keyHead, length, size) = (text.KeyHead, text.Length, Heads.Size);
        var room = new AdjointRoom(Heads, TVector.Width, length, scratch);
        var ahead = Ahead(chunk);
        for (var factor = 0; factor < Heads.Factors; factor++)
            HeadPanels.Pack<TVector>(K.From(text.KeyRow, Heads.Key(keyHead, factor)), length, size, room.Keys(factor), length);
        for (var first = 0; first < length; first += AdjointRoom.Queries)
        {
            for (var head = keyHead * Heads.Group; head < (keyHead + 1) * Heads.Group; head++)
                AddBlock<TVector>(room, text, head, first, Math.Min(AdjointRoom.Queries, length - first), ref ahead);
        }
        for (var factor = 0; factor < Heads.Factors; factor++)
            HeadPanels.Unpack<TVector>(room.DKeys(factor), length, length, size, 1, DK.From(text.KeyRow, Heads.Key(keyHead, factor)));
        HeadPanels.Unpack<TVector>(room.DValues, length, length, size, 1, DV.From(text.KeyRow, Heads.Key(keyHead)));
    }

    // The first things that the thread's next chunk waits for.
    private readonly Prefetch Ahead(int chunk)
    {
        var ahead = default(Prefetch);
        if (chunk + Threads >= Texts.Blocks)
            return ahead;
        var next = Texts.Block(chunk + Threads);
        var (size, rows) = (Heads.Size, next.Length);
        var (q, k) = (Heads.Query(next.KeyHead * Heads.Group), Heads.Key(next.KeyHead));
        ahead.Add(K.From(next.KeyRow, k), rows, size);
        ahead.Add(V.From(next.KeyRow, k), rows, size);
        ahead.Add(Q.From(next.QueryRow, q), rows, size * Heads.Group);
        ahead.Add(DO.From(next.QueryRow, q), rows, size * Heads.Group);
        if (!Heads.IsBilinear)
            ahead.Add(O.From(next.QueryRow, q), rows, size * Heads.Group);
        ahead.Add(DQ.From(next.QueryRow, q), rows, size * Heads.Group);
        ahead.Add(DK.From(next.KeyRow, k), rows, size);
        ahead.Add(DV.From(next.KeyRow, k), rows, size);
        return ahead;
    }

    // Computes dq of a block of queries, and what the block adds to dk and dv.
    private readonly void AddBlock<TVector>(in AdjointRoom room, in QueryBlock text, int head, int first, int count, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        Load<TVector>(room, text.QueryRow + first, head, count);
        var end = Heads.IsCausal ? first + count : text.Length;
        for (var key = 0; key < end; key += AdjointRoom.KeysOfBlock)
        {
            var keys = Math.Min(AdjointRoom.KeysOfBlock, end - key);
            for (var lane = 0; lane < count; lane += 2 * TVector.Width)
                Weigh<TVector>(room, text, key, keys, first, lane, count - lane > TVector.Width ? 2 : 1, ref ahead);
            AddToKeys<TVector>(room, text.Length, key, keys, first, count, ref ahead);
            AddToQueries<TVector>(room, text.Length, key, keys, first, count, ref ahead);
        }
        for (var factor = 0; factor < Heads.Factors; factor++)
            HeadPanels.Unpack<TVector>(room.DQueries(factor), AdjointRoom.Queries, count, Heads.Size, Heads.ScaleOf(factor), DQ.From(text.QueryRow + first, Heads.Query(head, factor)));
    }

    private readonly void Load<TVector>(in AdjointRoom room, long row, int head, int count) where TVector : unmanaged, IVector<TVector>
    {
        var (size, column) = (Heads.Size, Heads.Query(head));
        for (var factor = 0; factor < Heads.Factors; factor++)
        {
            var queries = Q.From(row, Heads.Query(head, factor));
            HeadPanels.Pack<TVector>(queries, count, size, room.QueryPanels(factor), AdjointRoom.Queries);
            HeadPanels.Scale<TVector>(room.QueryPanels(factor), (long)AdjointRoom.Queries * HeadPanels.Padded(size, TVector.Width), Heads.ScaleOf(factor));
            HeadPanels.TurnStrips<TVector>(queries, count, size, Heads.ScoreScaleOf(factor), room.TurnedQueries(factor));
        }
        var gradients = DO.From(row, column);
        HeadPanels.Pack<TVector>(gradients, count, size, room.Gradients, AdjointRoom.Queries);
        HeadPanels.TurnStrips<TVector>(gradients, count, size, 1, room.TurnedGradients);
        for (var i = 0; i < count && !Heads.IsBilinear; i++)
        {
            room.LogSums[i] = *LogSums.From(row + i, head).Start * Elementary.Log2E;
            room.Means[i] = RmsNorm.Dot<TVector>(O.From(row + i, column).Start, gradients.Row(i), size);
        }
    }

    // Computes the weights of a strip of queries and the adjoints of its scores.
    private readonly void Weigh<TVector>(in AdjointRoom room, in QueryBlock text, int key, int keys, int first, int lane, int vectors, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        const int stride = AdjointRoom.Queries;
        var last = SeenBy<TVector>(first + lane + vectors * TVector.Width, key, keys);
        var both = vectors == 2 ? SeenBy<TVector>(first + lane + TVector.Width, key, keys) : last;
        for (var factor = 0; factor < Heads.Factors; factor++)
            StripProducts.Run<TVector>(K.From(text.KeyRow + key, Heads.Key(text.KeyHead, factor)), room.TurnedQueries(factor) + lane * Heads.Size, Heads.Size, vectors, both, last, room.Scores(factor) + lane, stride, ref ahead);
        StripProducts.Run<TVector>(V.From(text.KeyRow + key, Heads.Key(text.KeyHead)), room.TurnedGradients + lane * Heads.Size, Heads.Size, vectors, both, last, room.Weights + lane, stride, ref ahead);
        for (var vector = 0; vector < vectors; vector++)
            Differentiate<TVector>(room, key, keys, first, lane + vector * TVector.Width, vector == vectors - 1 ? last : both);
    }

    // The keys of a block that queries before a position see, rounded up to whole tiles: the sums over queries take a tile of keys from its first key's own query on.
    private readonly int SeenBy<TVector>(int end, int key, int keys) where TVector : unmanaged, IVector<TVector>
    {
        var tileRows = Blocking.TileRows(TVector.Width);
        return Heads.IsCausal ? Math.Min(keys, Ceiling.Divide(Math.Max(0, end - key), tileRows) * tileRows) : keys;
    }

    // Makes the adjoints of scores and the weights of a vector of queries.
    private readonly void Differentiate<TVector>(in AdjointRoom room, int key, int keys, int first, int lane, int seen) where TVector : unmanaged, IVector<TVector>
    {
        const int stride = AdjointRoom.Queries;
        var weights = room.Weights + lane;
        for (var factor = 0; factor < Heads.Factors && Heads.IsCausal; factor++)
            CausalMask.Apply<TVector>(room.Scores(factor) + lane, stride, key, seen, first + lane, vectors: 1, room.Lanes, Heads.IsBilinear ? 0 : float.NegativeInfinity);
        if (Heads.IsBilinear)
            ScoreAdjoint.Bilinear<TVector>(room.Scores(0) + lane, room.Scores(1) + lane, weights, stride, seen);
        else
            ScoreAdjoint.Softmax<TVector>(room.Scores(0) + lane, weights, stride, seen, room.LogSums + lane, room.Means + lane);

        // A tile of queries takes all keys that its last query sees, and it may reach beyond this vector.
        for (var next = seen; next < Math.Min(keys, seen + Blocking.TileRows(TVector.Width)); next++)
        {
            for (var factor = 0; factor < Heads.Factors; factor++)
                TVector.Store(TVector.Create(0f), room.Scores(factor) + next * stride + lane);
        }
    }

    // dv[j] += Σ_i p[i,j]·dO[i], dk[j] += Σ_i ds[i,j]·q[i]; where attention is causal, from the query on that stands where the tile's first key does
    private readonly void AddToKeys<TVector>(in AdjointRoom room, int length, int key, int keys, int first, int count, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        for (int row = 0, height; row < keys; row += height)
        {
            height = MicroKernel.FilledHeight(keys - row, Blocking.TileRows(TVector.Width));
            var from = Heads.IsCausal ? Math.Max(0, key + row - first) : 0;
            AddRows<TVector>(height, room.Weights + row * AdjointRoom.Queries, room.Gradients, from, count, room.DValues, length, key + row, ref ahead);
            for (var factor = 0; factor < Heads.Factors; factor++)
                AddRows<TVector>(height, room.Scores(factor) + row * AdjointRoom.Queries, room.QueryPanels(factor), from, count, room.DKeys(factor), length, key + row, ref ahead);
        }
    }

    private readonly void AddRows<TVector>(int height, float* left, float* right, int from, int end, float* sums, int rowsOfPanel, int row, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        for (var column = 0; column < Heads.Size; column += 2 * TVector.Width)
        {
            var vectors = HeadPanels.Vectors(Heads.Size, column, TVector.Width);
            var across = vectors * TVector.Width;
            StridedKernel.Run<TVector, LinesAlongDepth>(height, vectors, left + from, AdjointRoom.Queries, right + column * AdjointRoom.Queries + from * across, across, end - from, sums + (long)column * rowsOfPanel + (long)row * across, across, resume: true, ref ahead);
        }
    }

    // dq[i] += Σ_j ds[i,j]·k[j]; where attention is causal, up to the key that stands where the tile's last query does
    private readonly void AddToQueries<TVector>(in AdjointRoom room, int length, int key, int keys, int first, int count, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        for (int row = 0, height; row < count; row += height)
        {
            height = MicroKernel.FilledHeight(count - row, Blocking.TileRows(TVector.Width));
            var depth = Heads.IsCausal ? Math.Min(keys, first + row + height - key) : keys;
            if (depth <= 0)
                continue;
            for (var factor = 0; factor < Heads.Factors; factor++)
            {
                for (var column = 0; column < Heads.Size; column += 2 * TVector.Width)
                {
                    var vectors = HeadPanels.Vectors(Heads.Size, column, TVector.Width);
                    var across = vectors * TVector.Width;
                    var panel = room.Keys(factor) + (long)column * length + (long)key * across;
                    StridedKernel.Run<TVector, LinesAcrossDepth>(height, vectors, room.Scores(factor) + row, AdjointRoom.Queries, panel, across, depth, room.DQueries(factor) + column * AdjointRoom.Queries + row * across, across, resume: key > 0, ref ahead);
                }
            }
        }
    }
}
