using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>Copies rows of keys or values to their texts' places in a cache. Each element has a thread.</summary>
internal static class CacheKernel
{
    public static void Launch(GpuQueue queue, View x, in Texts texts, View cache, int context)
    {
        var launch = queue.Load(typeof(CacheKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, GpuMatrix, int, int, int, int>(Run));
        launch(Groups.Elements((long)x.Rows * x.Columns), GpuMatrix.Of(x), GpuMatrix.Of(texts.Starts), GpuMatrix.Of(texts.Positions), GpuMatrix.Of(cache), x.Rows, x.Columns, texts.Count, context);
    }

    private static void Run(GpuMatrix x, GpuMatrix starts, GpuMatrix positions, GpuMatrix cache, int rows, int columns, int texts, int context)
    {
        var element = Groups.Element;
        if (element >= (uint)rows * (uint)columns)
            return;
        var row = (int)(element / (uint)columns);
        var column = (int)(element % (uint)columns);
        var text = 0;
        for (var i = 1; i < texts; i++)
        {
            if (starts.Integer(0, i) <= row)
                text = i;
        }
        var position = positions.Integer(row, 0);
        if (position >= 0 && position < context)
            cache[text * context + position, column] = x[row, column];
    }
}
