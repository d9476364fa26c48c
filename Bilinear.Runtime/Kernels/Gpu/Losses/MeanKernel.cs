using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Losses;

/// <summary>Computes mean[0,0] = Σ_i parts[i] / count, the last step of a loss, with one group.</summary>
internal static class MeanKernel
{
    public static void Launch(GpuQueue queue, ArrayView<float> parts, GpuMatrix mean, long count)
    {
        var launch = queue.Load(typeof(MeanKernel), static accelerator => accelerator.LoadStreamKernel<ArrayView<float>, GpuMatrix, float>(Run));
        launch(new KernelConfig(1, Groups.Threads), parts, mean, count);
    }

    private static void Run(ArrayView<float> parts, GpuMatrix mean, float count)
    {
        var shared = SharedMemory.Allocate<float>(Groups.Threads);
        var sum = 0f;
        for (var i = Group.IdxX; i < parts.IntLength; i += Groups.Threads)
            sum += parts[i];
        sum = Groups.Reduce<float, Sum>(shared, Groups.Threads, sum);
        if (Group.IdxX == 0)
            mean[0, 0] = sum / count;
    }
}
