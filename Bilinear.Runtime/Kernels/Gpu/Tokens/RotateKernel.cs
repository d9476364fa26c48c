using Bilinear.Kernels.Vectors;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu.Tokens;

/// <summary>Computes y[i] = x[i]·cos − x[i + s/2]·sin and y[i + s/2] = x[i + s/2]·cos + x[i]·sin. Each pair has a thread.</summary>
internal static class RotateKernel
{
    public static void Launch(GpuQueue queue, View x, View positions, View y, int heads, double @base, bool inverse)
    {
        var pairs = x.Columns / heads / 2;
        if (x.Rows == 0 || pairs == 0)
            return;
        var launch = queue.Load(typeof(RotateKernel), static accelerator => accelerator.LoadStreamKernel<GpuMatrix, GpuMatrix, GpuMatrix, ArrayView<ulong>, int, int, int, float>(Run));
        launch(Groups.Elements((long)x.Rows * heads * pairs), GpuMatrix.Of(x), GpuMatrix.Of(positions), GpuMatrix.Of(y), queue.Frequencies(pairs, @base), x.Rows, heads, pairs, inverse ? -1 : 1);
    }

    private static void Run(GpuMatrix x, GpuMatrix positions, GpuMatrix y, ArrayView<ulong> frequencies, int rows, int heads, int pairs, float sign)
    {
        var element = Groups.Element;
        var pairsOfRow = (uint)heads * (uint)pairs;
        if (element >= (uint)rows * pairsOfRow)
            return;
        var row = (int)(element / pairsOfRow);
        var pair = (int)(element % pairsOfRow);
        var i = pair % pairs;
        var column = pair / pairs * 2 * pairs + i;
        Turns.Point(new Scalar(Turns.At(frequencies[i], positions.Integer(row, 0))), out var cos, out var sin);
        var sine = sin.Value * sign;
        var first = x[row, column];
        var second = x[row, column + pairs];
        y[row, column] = first * cos.Value - second * sine;
        y[row, column + pairs] = second * cos.Value + first * sine;
    }
}
