using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes left[i,j] = x[i,j]·r[i] with r = 1/√(mean_j x² + epsilon), then E. Each row has a group.</summary>
internal static class RmsNormKernel<TEpilogue> where TEpilogue : struct, IEpilogue
{
    public static void Launch(GpuQueue queue, View x, in Operands operands, float epsilon)
    {
        if (x.Rows == 0)
            return;
        var launch = queue.Load(typeof(RmsNormKernel<TEpilogue>), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuOperands, int, float>(Run));
        launch(Groups.Rows(x.LogicalRows), GpuMatrix.Of(x), GpuOperands.Of(operands), x.LogicalColumns, epsilon);
    }

    private static void Run(GpuMatrix x, GpuOperands operands, int columns, float epsilon)
    {
        var shared = SharedMemory.Allocate<float>(Groups.RowThreads);
        var row = Grid.IdxX;

        var squares = 0f;
        for (var j = Group.IdxX; j < columns; j += Groups.RowThreads)
            squares += x[row, j] * x[row, j];
        squares = Groups.Reduce<float, Sum>(shared, Groups.RowThreads, squares);

        var r = 1 / MathF.Sqrt(squares / columns + epsilon);
        for (var j = Group.IdxX; j < columns; j += Groups.RowThreads)
            operands.Finish<TEpilogue>(row, j, x[row, j] * r);
    }
}
