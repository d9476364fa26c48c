using Bilinear.Benchmarks.Measuring;
using Bilinear.Devices;

namespace Bilinear.Benchmarks.Works;

/// <summary>y[b,m] = (x·Wᵀ) ⊙ (x·Vᵀ), weights packed once for one sample and for sixteen, and in the call for more, as in training.</summary>
internal sealed class BilinearForward : IBenchmark
{
    private static readonly (int Batch, int D, int M, double AtMost)[] Sizes =
    [
        (1, 512, 512, 0.75), (16, 512, 512, 0.60),
        (128, 512, 512, 0.55), (128, 1024, 1024, 0.55), (128, 784, 512, 0.55),
        (2048, 512, 512, 0.55), (2048, 1024, 1024, 0.55), (2048, 784, 512, 0.55),
    ];

    public IEnumerable<Case> Cases =>
        from size in Sizes
        select new Case("bilinear forward", $"B={size.Batch} {size.D}→{size.M}", device => Layer(device, size.Batch, size.D, size.M, isPacked: size.Batch < 128))
        {
            Operations = 4.0 * size.Batch * size.D * size.M,
            Peer = $"bilinear b={size.Batch} d={size.D} m={size.M}",
            AtMost = size.AtMost,
            // Two cores read the weights twice as fast as one.
            AtMostOnSeveral = size.Batch == 1 ? 0.50 : null,
        };

    /// <summary>A layer of random weights.</summary>
    public static Ours Layer(Device device, int batch, int d, int m, bool isPacked)
    {
        var at = new Matrices(device);
        var (x, weights, y) = (at.Random(batch, d), at.Random(2 * m, d), at.Random(batch, m));
        var b = isPacked ? at.Packed(weights) : weights.T;
        return new Ours(() => device.DualProduct<Hadamard>(x, b, new() { Out0 = y }), at);
    }
}
