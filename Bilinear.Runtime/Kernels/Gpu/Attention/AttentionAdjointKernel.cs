using System.Runtime.CompilerServices;
using Bilinear.Kernels.Gpu.Products;
using Bilinear.Kernels.Vectors;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>
/// Computes dq = dS·k by blocks of queries, dk = dSᵀ·q and dv = pᵀ·dO by blocks of keys, with scores computed again tile by tile:
/// dS = p ⊙ (dO·vᵀ − delta)/√s with a softmax; for bilinear scores dS1 = dO·vᵀ ⊙ S2/s and dS2 likewise. A group adds all terms of its
/// block in one order: over the heads of queries that a key serves, then over the other side's tiles.
/// </summary>
internal static class AttentionAdjointKernel
{
    public static void Launch(GpuQueue queue, View q, View k, View v, View o, View logSums, View dO, in Texts texts, View dq, View dk, View dv, in GpuAttention sizes)
    {
        if (q.Rows == 0)
            return;
        var deltas = sizes.Factors == 1 ? DeltaKernel.Launch(queue, o, dO, sizes.Heads) : default;
        var queries = new AdjointSide { Scores = GpuMatrix.Of(q), Values = GpuMatrix.Of(dO), Heads = sizes.Heads };
        var keys = new AdjointSide { Scores = GpuMatrix.Of(k), Values = GpuMatrix.Of(v), Heads = sizes.KeyHeads };
        var known = new AdjointKnown { LogSums = GpuMatrix.Of(logSums), Deltas = deltas, Starts = GpuMatrix.Of(texts.Starts) };
        var launch = queue.Load(typeof(AttentionAdjointKernel), static accelerator => accelerator.LoadStreamKernel<AdjointSide, AdjointSide, GpuMatrix, AdjointKnown, GpuMatrix, GpuAttention, int, int, int>(Run));
        var ofQueries = TextBlock.Cover(q.Rows, texts.Count, sizes.Heads * sizes.ColumnBlocks);
        var ofKeys = TextBlock.Cover(q.Rows, texts.Count, sizes.KeyHeads * sizes.ColumnBlocks);
        for (var factor = 0; factor < sizes.Factors; factor++)
        {
            launch(ofQueries, queries, keys, keys.Scores, known, GpuMatrix.Of(dq), sizes, 1, 0, factor);
            launch(ofKeys, keys, queries, queries.Scores, known, GpuMatrix.Of(dk), sizes, 0, 0, factor);
        }
        launch(ofKeys, keys, queries, queries.Values, known, GpuMatrix.Of(dv), sizes, 0, 1, 0);
    }

    /// <param name="own">The side whose adjoint is computed: queries, or keys.</param>
    /// <param name="multiplied">What dS or p is multiplied by: k, q or dO.</param>
    /// <param name="ofQueries">Whether that is the queries'.</param>
    /// <param name="ofValues">Whether it is the adjoint of the values.</param>
    /// <param name="factor">The factor of the scores whose adjoint it is.</param>
    private static void Run(AdjointSide own, AdjointSide other, GpuMatrix multiplied, AdjointKnown known, GpuMatrix output, GpuAttention sizes, int ofQueries, int ofValues, int factor)
    {
        var tileA = SharedMemory.Allocate<float>(Tile.Cells);
        var tileB = SharedMemory.Allocate<float>(Tile.Cells);
        var weights = SharedMemory.Allocate<float>(Tile.Side * Tile.Pitch);
        var adjoints = SharedMemory.Allocate<float>(Tile.Side * Tile.Pitch);

        var block = TextBlock.Find(known.Starts, sizes.Texts, Grid.IdxX);
        var head = Grid.IdxY / sizes.ColumnBlocks;
        var column = Grid.IdxY % sizes.ColumnBlocks * Tile.Side;
        var size = sizes.Size;
        var served = sizes.Heads / sizes.KeyHeads;

        // The other side's rows that a row of the block sees, or is seen by.
        var isCausal = sizes.IsCausal != 0;
        var from = isCausal && ofQueries == 0 ? block.Row : block.First;
        var to = isCausal && ofQueries != 0 ? Math.Min(block.End, block.Row + Tile.Side) : block.End;
        var tiles = (to - from + Tile.Side - 1) / Tile.Side;

        // The adjoint of one factor of bilinear scores takes the other.
        var isFactor = sizes.Factors == 2 && ofValues == 0;
        var fromFactor = isFactor ? 1 - factor : 0;
        var toFactor = isFactor ? 2 - factor : sizes.Factors;

        // One loop over heads and tiles: PoCL takes many seconds to compile one in the other.
        var turns = (ofQueries != 0 ? 1 : served) * tiles;
        var sums = default(Square);
        for (var turn = 0; turn < turns; turn++)
        {
            var otherHead = ofQueries != 0 ? head / served : head * served + turn / tiles;
            var row = from + turn % tiles * Tile.Side;
            var at = new AdjointTile
            {
                Row = block.Row,
                Other = row,
                End = block.End,
                Head = ofQueries != 0 ? head : otherHead,
                OfQueries = ofQueries,
                OfValues = ofValues,
            };
            var scores = Square.Ones;
            for (var i = fromFactor; i < toFactor; i++)
            {
                scores = scores.Times(Square.Product(
                    tileA, tileB,
                    own.Scores, block.Row, block.End, (i * own.Heads + head) * size,
                    other.Scores, row, block.End, (i * other.Heads + otherHead) * size, size));
            }
            scores.Put(weights);
            Square.Product(tileA, tileB, own.Values, block.Row, block.End, head * size, other.Values, row, block.End, otherHead * size, ofValues != 0 ? 0 : size).Put(adjoints);
            Group.Barrier();
            for (var cell = Group.IdxX; cell < Tile.Side * Tile.Side; cell += Tile.Threads)
            {
                var place = Square.Index(cell % Tile.Side, cell / Tile.Side);
                weights[place] = Weight(at, known, sizes, cell % Tile.Side, cell / Tile.Side, weights[place], adjoints[place]);
            }
            Group.Barrier();
            var first = (factor * other.Heads + otherHead) * size;
            sums = sums.Add(weights, tileB, multiplied, row, block.End, first + column, first + size);
        }
        var start = (factor * own.Heads + head) * size;
        sums.Store(output, block.Row, block.End, start + column, start + size);
    }

    // An element of dS, or of p for the values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Weight(AdjointTile at, AdjointKnown known, GpuAttention sizes, int row, int column, float score, float adjoint)
    {
        var query = at.OfQueries != 0 ? at.Row + row : at.Other + column;
        var key = at.OfQueries != 0 ? at.Other + column : at.Row + row;
        var weight = 0f;
        if (query < at.End && key < at.End && (sizes.IsCausal == 0 || key <= query))
        {
            var slope = sizes.Scale;
            weight = score;
            if (sizes.Factors == 1)
            {
                weight = Elementary.ExpMinus(new Scalar(known.LogSums[query, at.Head] - score * sizes.Scale)).Value;
                adjoint -= at.OfValues == 0 ? known.Deltas[query, at.Head] : 0f;
                slope = at.OfValues == 0 ? slope : 1f;
            }
            weight *= at.OfValues == 0 ? adjoint * slope : slope;
        }
        return weight;
    }
}
