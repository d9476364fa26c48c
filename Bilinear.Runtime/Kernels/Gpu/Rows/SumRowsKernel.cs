using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Rows;

/// <summary>Computes sum[0,j] = Σ_i x[i,j], or adds that to what is there. A group takes 16 columns; 16 threads share a column, and their sums are added by halving.</summary>
internal static class SumRowsKernel
{
    private const int Columns = 16;
    private const int Lanes = Groups.Threads / Columns;

    public static void Launch(GpuQueue queue, View x, View sum) => Launch(queue, GpuMatrix.Of(x), GpuMatrix.Of(sum), x.LogicalRows, x.LogicalColumns, adds: false);

    public static void Launch(GpuQueue queue, GpuMatrix x, GpuMatrix sum, int rows, int columns, bool adds)
    {
        var launch = queue.Load(typeof(SumRowsKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, int, int, int>(Run));
        launch(new KernelConfig(Ceiling.Divide(columns, Columns), Groups.Threads), x, sum, rows, columns, adds ? 1 : 0);
    }

    private static void Run(GpuMatrix x, GpuMatrix sum, int rows, int columns, int adds)
    {
        var shared = SharedMemory.Allocate<float>(Groups.Threads);
        var thread = Group.IdxX;
        var column = Grid.IdxX * Columns + thread % Columns;
        var lane = thread / Columns;

        var part = default(Compensated);
        if (column < columns)
        {
            for (var i = lane; i < rows; i += Lanes)
                part = part.Plus(x[i, column]);
        }
        shared[thread] = part.Value;
        Group.Barrier();
        for (var half = Lanes / 2; half > 0; half /= 2)
        {
            if (lane < half)
                shared[thread] += shared[thread + half * Columns];
            Group.Barrier();
        }
        if (lane == 0 && column < columns)
            sum[0, column] = shared[thread] + (adds == 0 ? 0f : sum[0, column]);
    }
}
