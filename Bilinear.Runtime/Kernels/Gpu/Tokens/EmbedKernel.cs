using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Tokens;

/// <summary>Computes y[i] = table[tokens[i]]; NaN where there is no such token. Each element has a thread.</summary>
internal static class EmbedKernel
{
    public static void Launch(GpuQueue queue, View tokens, View table, View y)
    {
        var launch = queue.Load(typeof(EmbedKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, int, int, int>(Run));
        launch(Groups.Elements((long)y.Rows * y.Columns), GpuMatrix.Of(tokens), GpuMatrix.Of(table), GpuMatrix.Of(y), y.Rows, y.Columns, table.Rows);
    }

    private static void Run(GpuMatrix tokens, GpuMatrix table, GpuMatrix y, int rows, int columns, int vocabulary)
    {
        var element = Groups.Element;
        if (element >= (uint)rows * (uint)columns)
            return;
        var row = (int)(element / (uint)columns);
        var column = (int)(element % (uint)columns);
        var token = tokens.Integer(row, 0);
        var value = float.NaN;
        if (token >= 0 && token < vocabulary)
            value = table[token, column];
        y[row, column] = value;
    }
}
