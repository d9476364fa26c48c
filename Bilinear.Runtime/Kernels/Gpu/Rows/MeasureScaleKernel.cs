using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes a step of a scale that is measured, as <see cref="ScaleScalars"/> says, in double. For one scale each thread adds all channels up, in their order, so that all get the same number.</summary>
internal static class MeasureScaleKernel
{
    public static void Launch(GpuQueue queue, View scale, View squares, in ScaleScalars scalars, bool perChannel)
    {
        var launch = queue.Load(typeof(MeasureScaleKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, int, int, ScaleScalars>(Run));
        var count = scale.Columns;
        launch(Groups.Elements(count), GpuMatrix.Of(scale), GpuMatrix.Of(squares), count, perChannel ? 1 : 0, scalars);
    }

    private static void Run(GpuMatrix scale, GpuMatrix squares, int count, int perChannel, ScaleScalars at)
    {
        var element = Groups.Element;
        if (element >= (uint)count)
            return;
        var i = (int)element;
        double mean = squares[0, i];
        if (perChannel == 0)
        {
            mean = 0;
            for (var channel = 0; channel < count; channel++)
                mean += squares[0, channel];
            mean /= count;
        }
        scale[0, i] = at.Next(scale[0, i], mean);
    }
}
