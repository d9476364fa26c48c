using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes −½·scale³·dScale/rows of each channel, or of the mean of all, which each thread adds up as <see cref="BatchScaleKernel"/> does.</summary>
internal static class BatchScaleAdjointKernel
{
    public static void Launch(GpuQueue queue, View scale, View dScale, View dSquares, int rows, bool perChannel)
    {
        var launch = queue.Load(typeof(BatchScaleAdjointKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, int, int, int>(Run));
        launch(Groups.Elements(dSquares.Columns), GpuMatrix.Of(scale), GpuMatrix.Of(dScale), GpuMatrix.Of(dSquares), dSquares.Columns, rows, perChannel ? 1 : 0);
    }

    private static void Run(GpuMatrix scale, GpuMatrix dScale, GpuMatrix dSquares, int count, int rows, int perChannel)
    {
        var element = Groups.Element;
        if (element >= (uint)count)
            return;
        var i = (int)element;
        var mean = perChannel != 0 ? dScale[0, i] : Compensated.Mean(dScale, count);
        dSquares[0, i] = -0.5f * scale[0, i] * scale[0, i] * scale[0, i] * mean / rows;
    }
}
