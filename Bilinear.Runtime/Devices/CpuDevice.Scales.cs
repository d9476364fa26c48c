using Bilinear.Kernels;
using Bilinear.Kernels.Cpu;
using Bilinear.Tensors;

namespace Bilinear.Devices;

/// <summary>The scales of norms: a few hundred numbers, which one thread works through in double.</summary>
internal sealed unsafe partial class CpuDevice
{
    public override void BatchScale(View squares, View scale, int rows, float epsilon, bool perChannel)
    {
        Shapes.BatchScale(this, squares, scale, rows);
        using var call = Begin();
        var sums = Row(call, squares);
        var scales = Row(call, scale);
        var mean = perChannel ? 0 : Sum(sums) / scales.Length;
        for (var channel = 0; channel < scales.Length; channel++)
            scales[channel] = (float)(1 / Math.Sqrt(((perChannel ? sums[channel] : mean) / rows) + epsilon));
    }

    public override void BatchScaleAdjoint(View scale, View dScale, View dSquares, int rows, bool perChannel)
    {
        Shapes.BatchScaleAdjoint(this, scale, dScale, dSquares, rows);
        using var call = Begin();
        var scales = Row(call, scale);
        var adjoints = Row(call, dScale);
        var results = Row(call, dSquares);
        var mean = perChannel ? 0 : Sum(adjoints) / scales.Length;
        for (var channel = 0; channel < scales.Length; channel++)
            results[channel] = (float)(-0.5 * scales[channel] * scales[channel] * scales[channel] * (perChannel ? adjoints[channel] : mean) / rows);
    }

    public override void MeasureScale(View scale, View batch, float take)
    {
        Shapes.MeasureScale(this, scale, batch);
        using var call = Begin();
        var scales = Row(call, scale);
        var batches = Row(call, batch);
        for (var channel = 0; channel < scales.Length; channel++)
        {
            var (before, now) = (1 / ((double)scales[channel] * scales[channel]), 1 / ((double)batches[channel] * batches[channel]));
            scales[channel] = (float)(1 / Math.Sqrt(before + (take * (now - before))));
        }
    }

    private static Span<float> Row(Call call, View row) => new(call.Hold(row).Start, row.Columns);

    private static double Sum(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
