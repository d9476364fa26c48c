using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Losses;

/// <summary>Computes mean[0,0] = Σ_i parts[i] / count, the last step of a loss, with one group; zero if nothing counts.</summary>
internal static class MeanKernel
{
    public static void Launch(GpuQueue queue, ArrayView<float> parts, GpuMatrix mean, long count) => Launch(queue, parts, mean, count, default);

    /// <param name="counted">The count, in its only cell.</param>
    public static void Launch(GpuQueue queue, ArrayView<float> parts, GpuMatrix mean, ArrayView<float> counted) => Launch(queue, parts, mean, 0, counted);

    private static void Launch(GpuQueue queue, ArrayView<float> parts, GpuMatrix mean, long count, ArrayView<float> counted)
    {
        var launch = queue.Load(typeof(MeanKernel), static accelerator => accelerator.LoadStreamKernel<ArrayView<float>, GpuMatrix, float, ArrayView<float>>(Run));
        launch(new KernelConfig(1, Groups.Threads), parts, mean, count, counted);
    }

    private static void Run(ArrayView<float> parts, GpuMatrix mean, float count, ArrayView<float> counted)
    {
        var shared = SharedMemory.Allocate<float>(Groups.Threads);
        var sum = 0f;
        for (var i = Group.IdxX; i < parts.IntLength; i += Groups.Threads)
            sum += parts[i];
        sum = Groups.Reduce<float, Sum>(shared, Groups.Threads, sum);
        if (counted.IntLength > 0)
            count = counted[0];
        if (Group.IdxX == 0)
            mean[0, 0] = count == 0 ? 0f : sum / count;
    }
}
