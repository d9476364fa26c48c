using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Noise;

/// <summary>Computes the moments of each band of a matrix's rows, with one group for each band.</summary>
internal static class MomentsKernel
{
    /// <summary>Computes the moments of each row of x.</summary>
    public static ArrayView<Moments> OfRows(GpuQueue queue, View x) => OfBands(queue, x, 1);

    /// <summary>Computes the moments of all of x: those of bands that its shape decides, which are then combined.</summary>
    public static ArrayView<Moments> OfAll(GpuQueue queue, View x)
    {
        var bands = Groups.Parts(Groups.Numbered((long)x.LogicalRows * x.LogicalColumns));
        var parts = OfBands(queue, x, Ceiling.Divide(x.LogicalRows, bands));
        if (parts.Length > 1)
        {
            var combine = queue.Load(typeof(Moments), static accelerator => accelerator.LoadStreamKernel<ArrayView<Moments>>(Combine));
            combine(new KernelConfig(1, Groups.Threads), parts);
        }
        return parts;
    }

    private static ArrayView<Moments> OfBands(GpuQueue queue, View x, int bandRows)
    {
        var (rows, columns) = (x.LogicalRows, x.LogicalColumns);
        var parts = queue.Scratch<Moments>(Ceiling.Divide(rows, bandRows));
        var launch = queue.Load(typeof(MomentsKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, ArrayView<Moments>, int, int, int>(Run));
        launch(new KernelConfig(parts.IntLength, Groups.Threads), GpuMatrix.Of(x), parts, rows, columns, bandRows);
        return parts;
    }

    private static void Run(GpuMatrix x, ArrayView<Moments> parts, int rows, int columns, int bandRows)
    {
        var shared = SharedMemory.Allocate<Moments>(Groups.Threads);
        var firstRow = Grid.IdxX * bandRows;
        var count = (uint)Math.Min(bandRows, rows - firstRow) * (uint)columns;

        var moments = default(Moments);
        for (var element = (uint)Group.IdxX; element < count; element += Groups.Threads)
            moments = moments.With(x[firstRow + (int)(element / (uint)columns), (int)(element % (uint)columns)]);
        moments = Groups.Reduce<Moments, Moments>(shared, Groups.Threads, moments);
        if (Group.IdxX == 0)
            parts[Grid.IdxX] = moments;
    }

    /// <summary>Combines the moments of all parts into parts[0].</summary>
    private static void Combine(ArrayView<Moments> parts)
    {
        var shared = SharedMemory.Allocate<Moments>(Groups.Threads);
        var moments = Group.IdxX < parts.IntLength ? parts[Group.IdxX] : default;
        moments = Groups.Reduce<Moments, Moments>(shared, Groups.Threads, moments);
        if (Group.IdxX == 0)
            parts[0] = moments;
    }
}
