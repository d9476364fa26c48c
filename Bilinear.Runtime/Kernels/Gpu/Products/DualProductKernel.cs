using System.Runtime.CompilerServices;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>out[i,j] = E(Σ_k a[i,k]·b[k,j], Σ_k a[i,k]·b[k,m+j]) for b [d, 2m], k in rising order; a is read once for both.</summary>
internal static class DualProductKernel<TEpilogue> where TEpilogue : struct, IEpilogue
{
    public static void Launch(GpuQueue queue, View a, View b, in Operands operands)
    {
        var (rows, columns, depth) = (a.LogicalRows, b.LogicalColumns / 2, a.LogicalColumns);
        var launch = queue.Load(typeof(DualProductKernel<TEpilogue>), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuOperands, int, int, int>(Run));
        launch(Tile.Cover(rows, columns), GpuMatrix.Of(a), GpuMatrix.Of(b).T, GpuOperands.Of(operands), rows, columns, depth);
    }

    private static void Run(GpuMatrix a, GpuMatrix bT, GpuOperands operands, int rows, int columns, int depth)
    {
        var sharedA = SharedMemory.Allocate<float>(Tile.Cells);
        var sharedW = SharedMemory.Allocate<float>(Tile.Cells);
        var sharedV = SharedMemory.Allocate<float>(Tile.Cells);
        var tileRow = Grid.IdxX * Tile.Side;
        var tileColumn = Grid.IdxY * Tile.Side;
        var threadRow = Tile.ThreadRow;
        var threadColumn = Tile.ThreadColumn;

        Quad left0 = default, left1 = default, left2 = default, left3 = default;
        Quad right0 = default, right1 = default, right2 = default, right3 = default;
        for (var step = 0; step < depth; step += Tile.Depth)
        {
            Tile.Load(sharedA, a, tileRow, rows, step, depth);
            Tile.Load(sharedW, bT, tileColumn, columns, step, depth);
            Tile.Load(sharedV, bT, columns + tileColumn, 2 * columns, step, depth);
            Group.Barrier();
            for (var k = 0; k < Tile.Depth; k++)
            {
                var x = Quad.Load(sharedA, k * Tile.Pitch + threadRow);
                var w = Quad.Load(sharedW, k * Tile.Pitch + threadColumn);
                left0 = left0.Add(x.X, w);
                left1 = left1.Add(x.Y, w);
                left2 = left2.Add(x.Z, w);
                left3 = left3.Add(x.W, w);
                var v = Quad.Load(sharedV, k * Tile.Pitch + threadColumn);
                right0 = right0.Add(x.X, v);
                right1 = right1.Add(x.Y, v);
                right2 = right2.Add(x.Z, v);
                right3 = right3.Add(x.W, v);
            }
            Group.Barrier();
        }

        var row = tileRow + threadRow;
        var column = tileColumn + threadColumn;
        FinishRow(operands, row, column, rows, columns, left0, right0);
        FinishRow(operands, row + 1, column, rows, columns, left1, right1);
        FinishRow(operands, row + 2, column, rows, columns, left2, right2);
        FinishRow(operands, row + 3, column, rows, columns, left3, right3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishRow(GpuOperands operands, int row, int column, int rows, int columns, Quad left, Quad right)
    {
        if (row < rows && column < columns)
            operands.Finish<TEpilogue>(row, column, left.X, right.X);
        if (row < rows && column + 1 < columns)
            operands.Finish<TEpilogue>(row, column + 1, left.Y, right.Y);
        if (row < rows && column + 2 < columns)
            operands.Finish<TEpilogue>(row, column + 2, left.Z, right.Z);
        if (row < rows && column + 3 < columns)
            operands.Finish<TEpilogue>(row, column + 3, left.W, right.W);
    }
}
