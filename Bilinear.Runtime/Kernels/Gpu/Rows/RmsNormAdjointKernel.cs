using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes left = r·(dy − x·r²·mean_j(x⊙dy)) with r = 1/√(mean_j x² + epsilon), then E. Each row has a group.</summary>
internal static class RmsNormAdjointKernel<TEpilogue> where TEpilogue : struct, IEpilogue
{
    public static void Launch(GpuQueue queue, View x, View dy, in Operands operands, float epsilon)
    {
        if (x.Rows == 0)
            return;
        var launch = queue.Load(typeof(RmsNormAdjointKernel<TEpilogue>), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuOperands, int, float>(Run));
        launch(Groups.Rows(x.LogicalRows), GpuMatrix.Of(x), GpuMatrix.Of(dy), GpuOperands.Of(operands), x.LogicalColumns, epsilon);
    }

    private static void Run(GpuMatrix x, GpuMatrix dy, GpuOperands operands, int columns, float epsilon)
    {
        var shared = SharedMemory.Allocate<float>(Groups.RowThreads);
        var row = Grid.IdxX;

        var squares = 0f;
        var products = 0f;
        for (var j = Group.IdxX; j < columns; j += Groups.RowThreads)
        {
            squares += x[row, j] * x[row, j];
            products += x[row, j] * dy[row, j];
        }
        squares = Groups.Reduce<float, Sum>(shared, Groups.RowThreads, squares);
        products = Groups.Reduce<float, Sum>(shared, Groups.RowThreads, products);

        var r = 1 / MathF.Sqrt(squares / columns + epsilon);
        var slope = r * r * (products / columns);
        for (var j = Group.IdxX; j < columns; j += Groups.RowThreads)
            operands.Finish<TEpilogue>(row, j, r * (dy[row, j] - x[row, j] * slope));
    }
}
