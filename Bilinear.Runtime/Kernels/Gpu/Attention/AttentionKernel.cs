using System.Runtime.CompilerServices;
using Bilinear.Kernels.Gpu.Products;
using Bilinear.Kernels.Vectors;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>
/// Computes o = softmax(q·kᵀ/√s)·v for a head and a block of 64 queries with each group, over tiles of 64 keys up to the last that a query
/// of the block sees. Each query has a running maximum and sum. Source: Dao et al., "FlashAttention" (2022). Bilinear scores are the weights themselves.
/// </summary>
internal static class AttentionKernel
{
    /// <summary>The threads that share a row of a tile while its maximum and sum are found.</summary>
    private const int Lanes = Tile.Threads / Tile.Side;

    private const int ColumnsPerLane = Tile.Side / Lanes;

    public static void Launch(GpuQueue queue, View q, View k, View v, in Texts texts, View o, View logSums, in GpuAttention sizes)
    {
        if (q.Rows == 0)
            return;
        var launch = queue.Load(typeof(AttentionKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, GpuMatrix, GpuMatrix, GpuMatrix, GpuMatrix, GpuAttention, int>(Run));
        launch(
            TextBlock.Cover(q.Rows, texts.Count, sizes.Heads * sizes.ColumnBlocks),
            GpuMatrix.Of(q), GpuMatrix.Of(k), GpuMatrix.Of(v), GpuMatrix.Of(texts.Starts), GpuMatrix.Of(texts.Positions), GpuMatrix.Of(o), GpuMatrix.Of(logSums), sizes, logSums.IsNone ? 0 : 1);
    }

    private static void Run(GpuMatrix q, GpuMatrix k, GpuMatrix v, GpuMatrix starts, GpuMatrix positions, GpuMatrix o, GpuMatrix logSums, GpuAttention sizes, int hasLogSums)
    {
        var tileA = SharedMemory.Allocate<float>(Tile.Cells);
        var tileB = SharedMemory.Allocate<float>(Tile.Cells);
        var weights = SharedMemory.Allocate<float>(Tile.Side * Tile.Pitch);
        var parts = SharedMemory.Allocate<float>(Tile.Threads);
        var scales = SharedMemory.Allocate<float>(Tile.Side);

        var block = TextBlock.Find(starts, sizes.Texts, Grid.IdxX);
        var head = Grid.IdxY / sizes.ColumnBlocks;
        var firstColumn = Grid.IdxY % sizes.ColumnBlocks * Tile.Side;
        var keyHead = head / (sizes.Heads / sizes.KeyHeads);

        // The first query's position in its text, and the text's keys: its rows, or all that the cache has of it.
        var position = block.Row - block.First;
        var firstKey = block.First;
        var keys = block.End - block.First;
        if (sizes.Context > 0)
        {
            var cached = block.First < block.End ? positions.Integer(block.First, 0) : 0;
            position += cached;
            firstKey = block.Text * sizes.Context;
            keys = Math.Min(keys + cached, sizes.Context);
        }
        var seen = sizes.IsCausal != 0 ? Math.Min(keys, position + Tile.Side) : keys;

        // A thread of a row's lanes keeps what all lanes know of it.
        var row = Group.IdxX % Tile.Side;
        var lane = Group.IdxX / Tile.Side;
        var none = sizes.Factors == 1 ? float.NegativeInfinity : 0f;
        var most = float.NegativeInfinity;
        var sum = 0f;
        var sums = default(Square);
        for (var key = 0; key < seen; key += Tile.Side)
        {
            var scores = Square.Ones;
            for (var factor = 0; factor < sizes.Factors; factor++)
            {
                scores = scores.Times(Square.Product(
                    tileA, tileB,
                    q, block.Row, block.End, (factor * sizes.Heads + head) * sizes.Size,
                    k, firstKey + key, firstKey + keys, (factor * sizes.KeyHeads + keyHead) * sizes.Size, sizes.Size));
            }
            scores.Put(weights);
            Group.Barrier();

            // A key that the query does not see gets what makes its weight zero.
            var end = (sizes.IsCausal != 0 ? Math.Min(keys, position + row + 1) : keys) - key;
            var largest = most;
            for (var column = lane * ColumnsPerLane; column < (lane + 1) * ColumnsPerLane; column++)
            {
                var score = column < end ? weights[Square.Index(row, column)] * sizes.Scale : none;
                weights[Square.Index(row, column)] = score;
                largest = MathF.Max(largest, score);
            }
            parts[Group.IdxX] = largest;
            Group.Barrier();
            for (var i = 0; i < Lanes; i++)
                largest = MathF.Max(largest, parts[i * Tile.Side + row]);
            Group.Barrier();

            // Where a query has seen no key yet, any number serves.
            var shift = largest == float.NegativeInfinity ? 0f : largest;
            var part = 0f;
            if (sizes.Factors == 1)
            {
                for (var column = lane * ColumnsPerLane; column < (lane + 1) * ColumnsPerLane; column++)
                {
                    var weight = ExpMinus(shift - weights[Square.Index(row, column)]);
                    weights[Square.Index(row, column)] = weight;
                    part += weight;
                }
            }
            parts[Group.IdxX] = part;
            var scale = sizes.Factors == 1 ? ExpMinus(shift - most) : 1f;
            if (lane == 0)
                scales[row] = scale;
            Group.Barrier();
            sum *= scale;
            for (var i = 0; i < Lanes; i++)
                sum += parts[i * Tile.Side + row];
            most = largest;
            sums = sums.ScaleRows(Quad.Load(scales, Tile.ThreadRow)).Add(weights, tileB, v, firstKey + key, firstKey + keys, keyHead * sizes.Size + firstColumn, (keyHead + 1) * sizes.Size);
        }

        if (lane == 0)
        {
            scales[row] = sizes.Factors == 1 ? 1 / sum : 1f;
            if (hasLogSums != 0 && firstColumn == 0 && block.Row + row < block.End)
                logSums[block.Row + row, head] = most + Elementary.Log(new Scalar(sum)).Value;
        }
        Group.Barrier();
        sums.ScaleRows(Quad.Load(scales, Tile.ThreadRow)).Store(o, block.Row, block.End, head * sizes.Size + firstColumn, (head + 1) * sizes.Size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ExpMinus(float a) => Elementary.ExpMinus(new Scalar(a)).Value;
}
