using System.Runtime.CompilerServices;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>out[i,j] = E(Σ_k a[i,k]·b[k,j]), k in rising order.</summary>
internal static class ProductKernel<TEpilogue> where TEpilogue : struct, IEpilogue
{
    public static void Launch(GpuQueue queue, View a, View b, in Operands operands)
    {
        var (rows, columns, depth) = (a.LogicalRows, b.LogicalColumns, a.LogicalColumns);
        var launch = queue.Load(typeof(ProductKernel<TEpilogue>), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuOperands, int, int, int>(Run));
        launch(Tile.Cover(rows, columns), GpuMatrix.Of(a), GpuMatrix.Of(b).T, GpuOperands.Of(operands), rows, columns, depth);
    }

    private static void Run(GpuMatrix a, GpuMatrix bT, GpuOperands operands, int rows, int columns, int depth)
    {
        var sharedA = SharedMemory.Allocate<float>(Tile.Cells);
        var sharedB = SharedMemory.Allocate<float>(Tile.Cells);
        var tileRow = Grid.IdxX * Tile.Side;
        var tileColumn = Grid.IdxY * Tile.Side;
        var threadRow = Tile.ThreadRow;
        var threadColumn = Tile.ThreadColumn;

        Quad sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (var step = 0; step < depth; step += Tile.Depth)
        {
            Tile.Load(sharedA, a, tileRow, rows, step, depth);
            Tile.Load(sharedB, bT, tileColumn, columns, step, depth);
            Group.Barrier();
            for (var k = 0; k < Tile.Depth; k++)
            {
                var left = Quad.Load(sharedA, k * Tile.Pitch + threadRow);
                var right = Quad.Load(sharedB, k * Tile.Pitch + threadColumn);
                sum0 = sum0.Add(left.X, right);
                sum1 = sum1.Add(left.Y, right);
                sum2 = sum2.Add(left.Z, right);
                sum3 = sum3.Add(left.W, right);
            }
            Group.Barrier();
        }

        var row = tileRow + threadRow;
        var column = tileColumn + threadColumn;
        FinishRow(operands, row, column, rows, columns, sum0);
        FinishRow(operands, row + 1, column, rows, columns, sum1);
        FinishRow(operands, row + 2, column, rows, columns, sum2);
        FinishRow(operands, row + 3, column, rows, columns, sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishRow(GpuOperands operands, int row, int column, int rows, int columns, Quad sum)
    {
        if (row < rows && column < columns)
            operands.Finish<TEpilogue>(row, column, sum.X);
        if (row < rows && column + 1 < columns)
            operands.Finish<TEpilogue>(row, column + 1, sum.Y);
        if (row < rows && column + 2 < columns)
            operands.Finish<TEpilogue>(row, column + 2, sum.Z);
        if (row < rows && column + 3 < columns)
            operands.Finish<TEpilogue>(row, column + 3, sum.W);
    }
}
