using System.Runtime.CompilerServices;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>
/// Computes out[i,j] = E(Σ_k a[i,k]·b[k,j]), or for two products and b [d, 2m] out[i,j] = E(Σ_k a[i,k]·b[k,j], Σ_k a[i,k]·b[k,m+j]),
/// where a is read once for both. k rises.
/// </summary>
internal static class ProductKernel<TAccumulators, TEpilogue>
    where TAccumulators : struct, IAccumulators<TAccumulators> where TEpilogue : struct, IEpilogue
{
    public static void Launch(GpuQueue queue, View a, View b, in Operands operands)
    {
        var columns = TAccumulators.IsDual ? b.LogicalColumns / 2 : b.LogicalColumns;
        Launch(queue, GpuMatrix.Of(a), GpuMatrix.Of(b), GpuOperands.Of(operands), a.LogicalRows, columns, a.LogicalColumns);
    }

    public static void Launch(GpuQueue queue, GpuMatrix a, GpuMatrix b, in GpuOperands operands, int rows, int columns, int depth)
    {
        var launch = queue.Load(typeof(ProductKernel<TAccumulators, TEpilogue>), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuOperands, int, int, int>(Run));
        launch(Tile.Cover(rows, columns), a, b.T, operands, rows, columns, depth);
    }

    private static void Run(GpuMatrix a, GpuMatrix bT, GpuOperands operands, int rows, int columns, int depth)
    {
        var sharedA = SharedMemory.Allocate<float>(Tile.Cells);
        var sharedW = SharedMemory.Allocate<float>(Tile.Cells);
        var sharedV = TAccumulators.SecondTile(sharedW);
        var tileRow = Grid.IdxX * Tile.Side;
        var tileColumn = Grid.IdxY * Tile.Side;
        var threadRow = Tile.ThreadRow;
        var threadColumn = Tile.ThreadColumn;

        TAccumulators sums0 = default, sums1 = default, sums2 = default, sums3 = default;
        for (var step = 0; step < depth; step += Tile.Depth)
        {
            Tile.Load(sharedA, a, tileRow, rows, step, depth);
            Tile.Load(sharedW, bT, tileColumn, columns, step, depth);
            if (TAccumulators.IsDual)
                Tile.Load(sharedV, bT, columns + tileColumn, 2 * columns, step, depth);
            Group.Barrier();
            for (var k = 0; k < Tile.Depth; k++)
            {
                var x = Quad.Load(sharedA, k * Tile.Pitch + threadRow);
                var w = Quad.Load(sharedW, k * Tile.Pitch + threadColumn);
                var v = TAccumulators.IsDual ? Quad.Load(sharedV, k * Tile.Pitch + threadColumn) : w;
                sums0 = sums0.Add(x.X, w, v);
                sums1 = sums1.Add(x.Y, w, v);
                sums2 = sums2.Add(x.Z, w, v);
                sums3 = sums3.Add(x.W, w, v);
            }
            Group.Barrier();
        }

        var row = tileRow + threadRow;
        var column = tileColumn + threadColumn;
        FinishRow(operands, row, column, rows, columns, sums0);
        FinishRow(operands, row + 1, column, rows, columns, sums1);
        FinishRow(operands, row + 2, column, rows, columns, sums2);
        FinishRow(operands, row + 3, column, rows, columns, sums3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishRow(GpuOperands operands, int row, int column, int rows, int columns, TAccumulators sums)
    {
        if (row < rows && column < columns)
            operands.Finish<TEpilogue>(row, column, sums.Left.X, sums.Right.X);
        if (row < rows && column + 1 < columns)
            operands.Finish<TEpilogue>(row, column + 1, sums.Left.Y, sums.Right.Y);
        if (row < rows && column + 2 < columns)
            operands.Finish<TEpilogue>(row, column + 2, sums.Left.Z, sums.Right.Z);
        if (row < rows && column + 3 < columns)
            operands.Finish<TEpilogue>(row, column + 3, sums.Left.W, sums.Right.W);
    }
}
