using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>A device that has so many cells and no kernels: it counts what is taken and given back.</summary>
internal sealed class ScarceDevice(long cells) : Device
{
    /// <summary>Cells that are taken.</summary>
    public long Taken { get; private set; }

    public override DeviceKind Kind => DeviceKind.Cpu;

    public override string Name => "scarce";

    public override DeviceMemory Allocate(long length)
    {
        if (Taken + length > cells)
            throw new DeviceException($"{length} cells are more than the {cells - Taken} that are left.");
        Taken += length;
        return new Cells(this, length);
    }

    public override void Product<TEpilogue>(View a, View b, in Operands operands) => throw NoKernel();

    public override void DualProduct<TEpilogue>(View a, View b, in Operands operands) => throw NoKernel();

    public override void Map<TEpilogue>(in Operands operands) => throw NoKernel();

    public override void RmsNorm<TEpilogue>(View x, in Operands operands, float epsilon) => throw NoKernel();

    public override void RmsNormAdjoint<TEpilogue>(View x, View dy, in Operands operands, float epsilon) => throw NoKernel();

    public override void SumRows(View x, View sum) => throw NoKernel();

    public override void Noise(View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples) => throw NoKernel();

    public override void CrossEntropy(View logits, View targets, View loss, View dLogits) => throw NoKernel();

    public override void SquaredError(View output, View targets, View loss, View dOutput) => throw NoKernel();

    public override void AdamW(View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars) => throw NoKernel();

    public override void BatchScale(View squares, View scale, int rows, float epsilon, bool perChannel) => throw NoKernel();

    public override void BatchScaleAdjoint(View scale, View dScale, View dSquares, int rows, bool perChannel) => throw NoKernel();

    public override void MeasureScale(View scale, View batch, float take) => throw NoKernel();

    public override void Copy(View x, View y) => throw NoKernel();

    public override void Embed(View tokens, View table, View y) => throw NoKernel();

    public override void EmbedAdjoint(View tokens, View dy, View dTable, bool adds) => throw NoKernel();

    public override void Rotate(View x, View positions, View y, int heads, double @base, bool inverse) => throw NoKernel();

    public override void Attention(View q, View k, View v, Texts texts, View o, View logSums, in AttentionShape shape) => throw NoKernel();

    public override void AttentionAdjoint(View q, View k, View v, View o, View logSums, View dO, Texts texts, View dq, View dk, View dv, in AttentionShape shape) => throw NoKernel();

    public override void CachedAttention(View q, View k, View v, Texts texts, in KeyValueCache cache, View o, in AttentionShape shape) => throw NoKernel();

    public override void LinearCrossEntropy(View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias) => throw NoKernel();

    public override PackedMatrix? Pack(View b, bool dual) => null;

    public override void Synchronize()
    {
    }

    public override void Dispose()
    {
    }

    private static NotSupportedException NoKernel() => new("This device only counts memory.");

    private sealed class Cells(ScarceDevice device, long length) : DeviceMemory(device, length)
    {
        private bool _isDisposed;

        public override void Write(ReadOnlySpan<float> source, long offset = 0) => Clear();

        public override void Write(ReadOnlySpan<int> source, long offset = 0) => Clear();

        public override void Read(Span<float> destination, long offset = 0) => destination.Clear();

        public override void Clear() => ObjectDisposedException.ThrowIf(_isDisposed, this);

        public override void Dispose()
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            device.Taken -= Length;
        }
    }
}
