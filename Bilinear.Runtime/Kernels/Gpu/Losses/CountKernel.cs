using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Losses;

/// <summary>Counts the rows that have a target, with one group: the host, which runs ahead, does not know the targets.</summary>
internal static class CountKernel
{
    /// <summary>The target of a row that counts nowhere.</summary>
    public const int NoTarget = -1;

    public static void Launch(GpuQueue queue, GpuMatrix targets, int rows, ArrayView<float> counted)
    {
        var launch = queue.Load(typeof(CountKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, int, ArrayView<float>>(Run));
        launch(new KernelConfig(1, Groups.Threads), targets, rows, counted);
    }

    private static void Run(GpuMatrix targets, int rows, ArrayView<float> counted)
    {
        var shared = SharedMemory.Allocate<float>(Groups.Threads);
        var count = 0f;
        for (var row = Group.IdxX; row < rows; row += Groups.Threads)
            count += targets.Integer(row, 0) == NoTarget ? 0f : 1f;
        count = Groups.Reduce<float, Sum>(shared, Groups.Threads, count);
        if (Group.IdxX == 0)
            counted[0] = count;
    }
}
