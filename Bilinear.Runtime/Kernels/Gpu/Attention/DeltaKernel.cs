using Bilinear.Tensors;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>Computes delta[i, head] = Σ_c dO[i, c]·o[i, c] over a head's columns: what the adjoint of a softmax takes off, Σ_j p[i,j]·dp[i,j]. Each has a thread.</summary>
internal static class DeltaKernel
{
    public static GpuMatrix Launch(GpuQueue queue, View o, View dO, int heads)
    {
        var deltas = new GpuMatrix(queue.Scratch<float>(o.Rows * heads), heads, 1);
        var launch = queue.Load(typeof(DeltaKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, int, int, int>(Run));
        launch(Groups.Elements((long)o.Rows * heads), GpuMatrix.Of(o), GpuMatrix.Of(dO), deltas, o.Rows, heads, o.Columns / heads);
        return deltas;
    }

    private static void Run(GpuMatrix o, GpuMatrix dO, GpuMatrix deltas, int rows, int heads, int size)
    {
        var element = Groups.Element;
        if (element >= (uint)rows * (uint)heads)
            return;
        var row = (int)(element / (uint)heads);
        var head = (int)(element % (uint)heads);
        var sum = 0f;
        for (var c = head * size; c < (head + 1) * size; c++)
            sum += dO[row, c] * o[row, c];
        deltas[row, head] = sum;
    }
}
