using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes s² ← s² + take·(s²_batch − s²), both as 1/s.</summary>
internal static class MeasureScaleKernel
{
    public static void Launch(GpuQueue queue, View scale, View batch, float take)
    {
        var launch = queue.Load(typeof(MeasureScaleKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, int, float>(Run));
        launch(Groups.Elements(scale.Columns), GpuMatrix.Of(scale), GpuMatrix.Of(batch), scale.Columns, take);
    }

    private static void Run(GpuMatrix scale, GpuMatrix batch, int count, float take)
    {
        var element = Groups.Element;
        if (element >= (uint)count)
            return;
        var i = (int)element;
        var before = 1 / (scale[0, i] * scale[0, i]);
        var now = 1 / (batch[0, i] * batch[0, i]);
        scale[0, i] = 1 / MathF.Sqrt(before + take * (now - before));
    }
}
