using System.Runtime.CompilerServices;
using Bilinear.Kernels.Cpu.Attention.Tiles;
using Bilinear.Kernels.Cpu.Gemm.Tiles;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>
/// Up to two vectors of neighbouring queries of one head, with their scores against one block of keys and the sum of the values that they have
/// weighed so far. Each query is a lane, so a query's result is the same in whichever strip it stands.
/// </summary>
internal unsafe struct QueryStrip
{
    /// <summary>The keys of a block, counted from a text's first position: where the running maximum may change, and so sums are scaled.</summary>
    public const int Keys = 96;

    public HeadSizes Heads;
    public int First;
    public int Count;
    public int Vectors;

    /// <summary>[factors][size, two vectors]</summary>
    public float* Queries;

    /// <summary>[factors][Keys, two vectors]; then the weights are in the place of the first.</summary>
    public float* Scores;

    /// <summary>Panels of as many rows as a strip has lanes.</summary>
    public float* Output;
    public float* Lanes;
    public float* LogSums;
    public RunningSoftmax Softmax;

    public static int Cells(in HeadSizes heads, int width) =>
        2 * width * (heads.Factors * (heads.Size + Keys) + HeadPanels.Padded(heads.Size, width) + 5);

    public static QueryStrip At<TVector>(in HeadSizes heads, float* room) where TVector : unmanaged, IVector<TVector>
    {
        var lanes = 2 * TVector.Width;
        var strip = new QueryStrip { Heads = heads, Queries = room };
        strip.Scores = strip.Queries + heads.Factors * heads.Size * lanes;
        strip.Output = strip.Scores + heads.Factors * Keys * lanes;
        strip.Lanes = strip.Output + HeadPanels.Padded(heads.Size, TVector.Width) * lanes;
        strip.LogSums = strip.Lanes + lanes;
        strip.Softmax = new RunningSoftmax { Largest = strip.LogSums + lanes, Sums = strip.LogSums + 2 * lanes, Corrections = strip.LogSums + 3 * lanes };
        for (var lane = 0; lane < lanes; lane++)
            strip.Lanes[lane] = lane;
        return strip;
    }

    /// <summary>Takes queries from a position on; <paramref name="queries"/> is the first of them.</summary>
    public void Begin<TVector>(Strided queries, int head, int first, int count) where TVector : unmanaged, IVector<TVector>
    {
        (First, Count, Vectors) = (first, count, count > TVector.Width ? 2 : 1);
        var width = Vectors * TVector.Width;
        for (var factor = 0; factor < Heads.Factors; factor++)
            HeadPanels.Turn<TVector>(queries.From(0, Heads.Query(head, factor)), count, Heads.Size, Heads.ScoreScaleOf(factor), Queries + factor * Heads.Size * width, width);
    }

    /// <summary>Computes the weights of a block of keys.</summary>
    /// <param name="keys">The row of the block's first key.</param>
    public readonly void Weigh<TVector>(Strided keys, int keyHead, int firstKey, int count, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        var width = Vectors * TVector.Width;
        // The first vector's queries see no key after the last of them.
        var both = Vectors == 2 && Heads.IsCausal ? Math.Clamp(First + TVector.Width - firstKey, 0, count) : count;
        for (var factor = 0; factor < Heads.Factors; factor++)
            StripProducts.Run<TVector>(keys.From(0, Heads.Key(keyHead, factor)), Queries + factor * Heads.Size * width, Heads.Size, Vectors, both, count, Scores + factor * Keys * width, width, ref ahead);
        if (Heads.IsBilinear)
            Multiply<TVector>(Scores, Scores + Keys * width, count * width);
        if (Heads.IsCausal)
            CausalMask.Apply<TVector>(Scores, width, firstKey, count, First, Vectors, Lanes, Heads.IsBilinear ? 0 : float.NegativeInfinity);
        if (!Heads.IsBilinear)
            Softmax.Take<TVector>(Scores, count, Vectors);
    }

    /// <summary>Adds the values of a block of keys, by their weights.</summary>
    /// <param name="values">Panels of so many rows; the block begins at a key.</param>
    /// <param name="tileRows">The most rows of a tile. Its keys end with the last row's: with one row no weight of zero meets a value.</param>
    public readonly void Add<TVector>(float* values, int rowsOfPanel, int firstKey, int count, int tileRows, ref Prefetch ahead) where TVector : unmanaged, IVector<TVector>
    {
        if (firstKey > 0 && !Heads.IsBilinear)
            Correct<TVector>();
        var width = Vectors * TVector.Width;
        for (int row = 0, height; row < Count; row += height)
        {
            height = MicroKernel.FilledHeight(Count - row, tileRows);
            var depth = Heads.IsCausal ? Math.Min(count, First + row + height - firstKey) : count;
            for (var column = 0; depth > 0 && column < Heads.Size; column += 2 * TVector.Width)
            {
                var vectors = HeadPanels.Vectors(Heads.Size, column, TVector.Width);
                var across = vectors * TVector.Width;
                var panel = values + (long)column * rowsOfPanel + (long)firstKey * across;
                StridedKernel.Run<TVector, LinesAcrossDepth>(height, vectors, Scores + row, width, panel, across, depth, Output + column * 2 * TVector.Width + row * across, across, resume: firstKey > 0, ref ahead);
            }
        }
    }

    /// <summary>Stores the outputs, and the log-sums where there is a place for them. Tells whether all are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly bool Finish<TVector>(Strided output, Strided logSums) where TVector : unmanaged, IVector<TVector>
    {
        var zero = TVector.Create(0f);
        for (var row = 0; row < Count; row++)
        {
            var scale = TVector.Create(Heads.IsBilinear ? 1 : 1 / Softmax.Sums[row]);
            for (var column = 0; column < Heads.Size; column += TVector.Width)
            {
                var first = column / (2 * TVector.Width) * (2 * TVector.Width);
                var across = HeadPanels.Vectors(Heads.Size, first, TVector.Width) * TVector.Width;
                var y = TVector.Load(Output + first * 2 * TVector.Width + row * across + (column - first)) * scale;
                TVector.Accumulate(y, TVector.Create(0f), ref zero);
                Tail.Store(y, output.Row(row) + column, Heads.Size - column);
            }
        }
        if (logSums.Start is not null)
        {
            Softmax.LogSums<TVector>(Count, LogSums);
            for (var row = 0; row < Count; row++)
                *logSums.Row(row) = LogSums[row];
        }
        return TVector.Sum(zero) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Correct<TVector>() where TVector : unmanaged, IVector<TVector>
    {
        for (var column = 0; column < Heads.Size; column += 2 * TVector.Width)
        {
            var across = HeadPanels.Vectors(Heads.Size, column, TVector.Width) * TVector.Width;
            var cells = Output + column * 2 * TVector.Width;
            for (var row = 0; row < Count; row++)
            {
                var correction = TVector.Create(Softmax.Corrections[row]);
                for (var end = cells + across; cells < end; cells += TVector.Width)
                    TVector.Store(TVector.Load(cells) * correction, cells);
            }
        }
    }

    // x ← x⊙y
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TVector>(float* x, float* y, int length) where TVector : unmanaged, IVector<TVector>
    {
        for (var i = 0; i < length; i += TVector.Width)
            TVector.Store(TVector.Load(x + i) * TVector.Load(y + i), x + i);
    }
}
