using System.Runtime.CompilerServices;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Noise;

/// <summary>Computes y = x + s·n. One thread makes the four normals of one counter; elements are numbered within their sample, row by row.</summary>
internal static class NoiseKernel
{
    public static void Launch(GpuQueue queue, View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples)
    {
        if (x.Rows == 0)
            return;
        var batch = samples.LogicalColumns;
        var (rows, columns) = (x.LogicalRows, x.LogicalColumns);
        var rowsPerSample = rows / batch;
        var blocks = (int)(((long)rowsPerSample * columns + 3) / 4);
        var moments = kind switch
        {
            NoiseKind.Relative => MomentsKernel.OfAll(queue, x),
            NoiseKind.Token => MomentsKernel.OfRows(queue, x),
            _ => default,
        };
        var shape = new NoiseShape { Batch = batch, Rows = rowsPerSample, Columns = columns, Blocks = blocks, Kind = (int)kind };
        var launch = queue.Load(typeof(NoiseKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, ArrayView<Moments>, GpuMatrix, NoiseShape, float, NoiseKey>(Run));
        launch(Groups.Elements((long)batch * blocks), GpuMatrix.Of(x), GpuMatrix.Of(y), moments, GpuMatrix.Of(samples), shape, sigma, key);
    }

    private static void Run(GpuMatrix x, GpuMatrix y, ArrayView<Moments> moments, GpuMatrix samples, NoiseShape shape, float sigma, NoiseKey key)
    {
        var thread = Groups.Element;
        if (thread >= (uint)shape.Batch * (uint)shape.Blocks)
            return;
        var sample = (int)(thread / (uint)shape.Blocks);
        var block = (int)(thread % (uint)shape.Blocks);
        var words = Philox.NoiseBlock(key, (uint)samples.Integer(0, sample), (uint)block);
        var first = Philox.Normals(words.A, words.B);
        var second = Philox.Normals(words.C, words.D);
        Add(x, y, moments, shape, sigma, sample, 4 * block, first.First);
        Add(x, y, moments, shape, sigma, sample, 4 * block + 1, first.Second);
        Add(x, y, moments, shape, sigma, sample, 4 * block + 2, second.First);
        Add(x, y, moments, shape, sigma, sample, 4 * block + 3, second.Second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(GpuMatrix x, GpuMatrix y, ArrayView<Moments> moments, NoiseShape shape, float sigma, int sample, int element, float normal)
    {
        if (element >= shape.Rows * shape.Columns)
            return;
        var row = sample * shape.Rows + element / shape.Columns;
        var column = element % shape.Columns;
        var scale = sigma;
        if (shape.Kind == (int)NoiseKind.Relative)
            scale *= moments[0].StandardDeviation;
        if (shape.Kind == (int)NoiseKind.Token)
            scale *= moments[row].StandardDeviation;
        y[row, column] = x[row, column] + scale * normal;
    }

    internal struct NoiseShape
    {
        public int Batch;
        public int Rows;
        public int Columns;
        public int Blocks;
        public int Kind;
    }
}
