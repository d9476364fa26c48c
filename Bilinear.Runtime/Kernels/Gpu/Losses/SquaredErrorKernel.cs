using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Losses;

/// <summary>
/// Computes parts[group], the group's share of Σ (output − target)², and dOutput = 2(output − target) / n if it is wanted. The
/// caller computes the mean of the parts.
/// </summary>
internal static class SquaredErrorKernel
{
    public static void Launch(GpuQueue queue, View output, View targets, View loss, View dOutput)
    {
        var (rows, columns) = (output.LogicalRows, output.LogicalColumns);
        var count = Groups.Numbered((long)rows * columns);
        var parts = queue.Scratch<float>(Groups.Parts(count));
        var launch = queue.Load(typeof(SquaredErrorKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, ArrayView<float>, GpuMatrix, int, int, float>(Run));
        launch(new KernelConfig(parts.IntLength, Groups.Threads), GpuMatrix.Of(output), GpuMatrix.Of(targets), parts, GpuMatrix.Of(dOutput), rows, columns, dOutput.IsNone ? 0 : 2f / count);
        MeanKernel.Launch(queue, parts, GpuMatrix.Of(loss), count);
    }

    /// <param name="scale">2 / n, or 0 if no gradient is wanted.</param>
    private static void Run(GpuMatrix output, GpuMatrix targets, ArrayView<float> parts, GpuMatrix dOutput, int rows, int columns, float scale)
    {
        var shared = SharedMemory.Allocate<float>(Groups.Threads);
        var count = (uint)rows * (uint)columns;
        var step = (uint)Grid.DimX * Groups.Threads;

        var sum = 0f;
        for (var element = Groups.Element; element < count; element += step)
        {
            var row = (int)(element / (uint)columns);
            var column = (int)(element % (uint)columns);
            var error = output[row, column] - targets[row, column];
            sum += error * error;
            if (scale != 0)
                dOutput[row, column] = error * scale;
        }
        sum = Groups.Reduce<float, Sum>(shared, Groups.Threads, sum);
        if (Group.IdxX == 0)
            parts[Grid.IdxX] = sum;
    }
}
