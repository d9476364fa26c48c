using System.Diagnostics;
using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Benchmarks.Works.Language;

/// <summary>
/// A stopwatch around every kernel of another device. On the CPU a kernel is complete when its
/// call returns, so the times add up, and a stopwatch costs less than a thousandth of the smallest kernel of a training step.
/// </summary>
/// <param name="processorTime">Whether to measure the time of all processors that the process used, in place of the time that went by: on one thread what others do on the machine disturbs it little.</param>
internal sealed class TimedDevice(Device device, bool processorTime = false) : DelegatingDevice(device)
{
    public KernelTimes Times { get; } = new();

    private TimeSpan Now => processorTime ? Environment.CpuUsage.TotalTime : Stopwatch.GetElapsedTime(0);

    public override void Product<TEpilogue>(View a, View b, in Operands operands)
    {
        var start = Now;
        base.Product<TEpilogue>(a, b, operands);
        Add(Part.Products, Order(a, b), start, a.LogicalRows, b.LogicalColumns, a.LogicalColumns);
    }

    public override void DualProduct<TEpilogue>(View a, View b, in Operands operands)
    {
        var start = Now;
        base.DualProduct<TEpilogue>(a, b, operands);
        Add(Part.Products, "dual product", start, a.LogicalRows, b.LogicalColumns, a.LogicalColumns);
    }

    public override void Map<TEpilogue>(in Operands operands)
    {
        var start = Now;
        base.Map<TEpilogue>(operands);
        Add(Part.Rest, "map", start, operands.Out0);
    }

    public override void RmsNorm<TEpilogue>(View x, in Operands operands, float epsilon)
    {
        var start = Now;
        base.RmsNorm<TEpilogue>(x, operands, epsilon);
        Add(Part.Rest, "norm", start, x);
    }

    public override void RmsNormAdjoint<TEpilogue>(View x, View dy, in Operands operands, float epsilon)
    {
        var start = Now;
        base.RmsNormAdjoint<TEpilogue>(x, dy, operands, epsilon);
        Add(Part.Rest, "norm, adjoint", start, x);
    }

    public override void SumRows(View x, View sum)
    {
        var start = Now;
        base.SumRows(x, sum);
        Add(Part.Rest, "sum of rows", start, x);
    }

    public override void Noise(View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples)
    {
        var start = Now;
        base.Noise(x, y, kind, sigma, key, samples);
        Add(Part.Rest, "noise", start, x);
    }

    public override void CrossEntropy(View logits, View targets, View loss, View dLogits)
    {
        var start = Now;
        base.CrossEntropy(logits, targets, loss, dLogits);
        Add(Part.Head, "cross-entropy", start, logits);
    }

    public override void SquaredError(View output, View targets, View loss, View dOutput)
    {
        var start = Now;
        base.SquaredError(output, targets, loss, dOutput);
        Add(Part.Head, "squared error", start, output);
    }

    public override void AdamW(View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars)
    {
        var start = Now;
        base.AdamW(parameters, gradients, firstMoment, secondMoment, scalars);
        Add(Part.Optimizer, "AdamW", start, parameters);
    }

    public override void BatchScale(View squares, View scale, int rows, float epsilon, bool perChannel)
    {
        var start = Now;
        base.BatchScale(squares, scale, rows, epsilon, perChannel);
        Add(Part.Rest, "scale of a batch", start, scale);
    }

    public override void BatchScaleAdjoint(View scale, View dScale, View dSquares, int rows, bool perChannel)
    {
        var start = Now;
        base.BatchScaleAdjoint(scale, dScale, dSquares, rows, perChannel);
        Add(Part.Rest, "scale of a batch, adjoint", start, scale);
    }

    public override void MeasureScale(View scale, View batch, float take)
    {
        var start = Now;
        base.MeasureScale(scale, batch, take);
        Add(Part.Optimizer, "scale of a norm", start, scale);
    }

    public override void Copy(View x, View y)
    {
        var start = Now;
        base.Copy(x, y);
        Add(Part.Rest, "copy", start, x);
    }

    public override void Embed(View tokens, View table, View y)
    {
        var start = Now;
        base.Embed(tokens, table, y);
        Add(Part.Rest, "embedding", start, y);
    }

    public override void EmbedAdjoint(View tokens, View dy, View dTable, bool adds)
    {
        var start = Now;
        base.EmbedAdjoint(tokens, dy, dTable, adds);
        Add(Part.Rest, "embedding, adjoint", start, dy);
    }

    public override void Rotate(View x, View positions, View y, int heads, double @base, bool inverse)
    {
        var start = Now;
        base.Rotate(x, positions, y, heads, @base, inverse);
        Add(Part.Attention, "turning", start, x);
    }

    public override void Attention(View q, View k, View v, Texts texts, View o, View logSums, in AttentionShape shape)
    {
        var start = Now;
        base.Attention(q, k, v, texts, o, logSums, shape);
        Add(Part.Attention, "attention", start, q);
    }

    public override void AttentionAdjoint(View q, View k, View v, View o, View logSums, View dO, Texts texts, View dq, View dk, View dv, in AttentionShape shape)
    {
        var start = Now;
        base.AttentionAdjoint(q, k, v, o, logSums, dO, texts, dq, dk, dv, shape);
        Add(Part.Attention, "attention, adjoint", start, q);
    }

    public override void CachedAttention(View q, View k, View v, Texts texts, in KeyValueCache cache, View o, in AttentionShape shape)
    {
        var start = Now;
        base.CachedAttention(q, k, v, texts, cache, o, shape);
        Add(Part.Attention, "attention over a cache", start, q);
    }

    public override void LinearCrossEntropy(View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias)
    {
        var start = Now;
        base.LinearCrossEntropy(x, weight, bias, targets, loss, dx, dWeight, dBias);
        Add(Part.Head, "head with loss", start, x.Rows, weight.Rows, x.Columns);
    }

    private static string Order(View a, View b) => (a.IsTransposed, b.IsTransposed) switch
    {
        (false, false) => "product nn",
        (false, true) => "product nt",
        (true, false) => "product tn",
        _ => "product tt",
    };

    private void Add(Part part, string name, TimeSpan start, View size) => Add(part, name, start, size.Rows, size.Columns, 0);

    private void Add(Part part, string name, TimeSpan start, int rows, int columns, int depth) =>
        Times.Add(new Kernel(part, name, rows, columns, depth), Now - start);
}
