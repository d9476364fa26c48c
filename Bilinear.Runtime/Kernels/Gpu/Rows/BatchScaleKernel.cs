using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes 1/√(squares/rows + epsilon) of each channel, or of their mean. For one scale each thread adds all channels up, in their order, so that all get the same number.</summary>
internal static class BatchScaleKernel
{
    public static void Launch(GpuQueue queue, View squares, View scale, int rows, float epsilon, bool perChannel)
    {
        var launch = queue.Load(typeof(BatchScaleKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, int, int, float, int>(Run));
        launch(Groups.Elements(scale.Columns), GpuMatrix.Of(squares), GpuMatrix.Of(scale), scale.Columns, rows, epsilon, perChannel ? 1 : 0);
    }

    private static void Run(GpuMatrix squares, GpuMatrix scale, int count, int rows, float epsilon, int perChannel)
    {
        var element = Groups.Element;
        if (element >= (uint)count)
            return;
        var i = (int)element;
        var mean = perChannel != 0 ? squares[0, i] : Compensated.Mean(squares, count);
        scale[0, i] = 1 / MathF.Sqrt(mean / rows + epsilon);
    }
}
