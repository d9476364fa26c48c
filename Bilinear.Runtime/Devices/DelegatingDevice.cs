using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Devices;

/// <summary>Runs kernels on another device, so that a class of its own can watch some of them: a stopwatch around each, say. The other device is disposed by whoever opened it.</summary>
/// <param name="device">Where everything runs, and whose memory it is.</param>
public abstract class DelegatingDevice(Device device) : Device
{
    public override DeviceKind Kind => device.Kind;

    public override string Name => device.Name;

    internal override int Threads => device.Threads;

    public override DeviceMemory Allocate(long length) => device.Allocate(length);

    public override void Product<TEpilogue>(View a, View b, in Operands operands) => device.Product<TEpilogue>(a, b, operands);

    public override void DualProduct<TEpilogue>(View a, View b, in Operands operands) => device.DualProduct<TEpilogue>(a, b, operands);

    public override void Map<TEpilogue>(in Operands operands) => device.Map<TEpilogue>(operands);

    public override void RmsNorm<TEpilogue>(View x, in Operands operands, float epsilon = 1e-8f) => device.RmsNorm<TEpilogue>(x, operands, epsilon);

    public override void RmsNormAdjoint<TEpilogue>(View x, View dy, in Operands operands, float epsilon = 1e-8f) => device.RmsNormAdjoint<TEpilogue>(x, dy, operands, epsilon);

    public override void SumRows(View x, View sum) => device.SumRows(x, sum);

    public override void Noise(View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples) => device.Noise(x, y, kind, sigma, key, samples);

    public override void CrossEntropy(View logits, View targets, View loss, View dLogits) => device.CrossEntropy(logits, targets, loss, dLogits);

    public override void SquaredError(View output, View targets, View loss, View dOutput) => device.SquaredError(output, targets, loss, dOutput);

    public override void AdamW(View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars) =>
        device.AdamW(parameters, gradients, firstMoment, secondMoment, scalars);

    public override void BatchScale(View squares, View scale, int rows, float epsilon, bool perChannel) => device.BatchScale(squares, scale, rows, epsilon, perChannel);

    public override void BatchScaleAdjoint(View scale, View dScale, View dSquares, int rows, bool perChannel) => device.BatchScaleAdjoint(scale, dScale, dSquares, rows, perChannel);

    public override void MeasureScale(View scale, View batch, float take) => device.MeasureScale(scale, batch, take);

    public override void Copy(View x, View y) => device.Copy(x, y);

    public override void Embed(View tokens, View table, View y) => device.Embed(tokens, table, y);

    public override void EmbedAdjoint(View tokens, View dy, View dTable, bool adds = false) => device.EmbedAdjoint(tokens, dy, dTable, adds);

    public override void Rotate(View x, View positions, View y, int heads, double @base, bool inverse) => device.Rotate(x, positions, y, heads, @base, inverse);

    public override void Attention(View q, View k, View v, Texts texts, View o, View logSums, in AttentionShape shape) => device.Attention(q, k, v, texts, o, logSums, shape);

    public override void AttentionAdjoint(View q, View k, View v, View o, View logSums, View dO, Texts texts, View dq, View dk, View dv, in AttentionShape shape) =>
        device.AttentionAdjoint(q, k, v, o, logSums, dO, texts, dq, dk, dv, shape);

    public override void CachedAttention(View q, View k, View v, Texts texts, in KeyValueCache cache, View o, in AttentionShape shape) =>
        device.CachedAttention(q, k, v, texts, cache, o, shape);

    public override void LinearCrossEntropy(View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias) =>
        device.LinearCrossEntropy(x, weight, bias, targets, loss, dx, dWeight, dBias);

    public override PackedMatrix? Pack(View b, bool dual) => device.Pack(b, dual);

    public override void Synchronize() => device.Synchronize();

    public override void Dispose() => GC.SuppressFinalize(this);
}
