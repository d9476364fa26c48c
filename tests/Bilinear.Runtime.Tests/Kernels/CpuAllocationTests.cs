using System.Runtime.InteropServices;
using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Runtime.Tests.Training;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Kernels;

[Collection(nameof(Alone))]
public sealed class CpuAllocationTests
{
    [Fact]
    public void NoKernelAllocates_OnAnyThread_AfterItsFirstCall()
    {
        using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = 3 });
        using var scene = new Scene(device);
        var x = scene.Random(300, 260, 1);
        var (weights, y, hidden, dx) = (scene.Random(130, 260, 2), scene.Room(300, 130), scene.Room(300, 65), scene.Room(300, 260));
        var (loss, sum, moment1, moment2) = (scene.Room(1, 1), scene.Room(1, 260), scene.Room(1, 260), scene.Room(1, 260));
        var samples = scene.Integers(300);
        var targets = samples with { Rows = 300, Columns = 1, RowStride = 1 };
        var (table, dTable, biases) = (scene.Random(300, 260, 3), scene.Room(300, 260), scene.Room(1, 300));
        var heads = new AttentionShape(4, 2, true, AttentionScores.Softmax);
        var texts = new Texts(scene.Integers(2), samples with { Rows = 60, Columns = 1, RowStride = 1 });
        texts.Starts.Memory.Write([0, 60]);
        var (q, kv, logSums, dq) = (x with { Rows = 60, Columns = 64 }, x with { Rows = 60, Columns = 32 }, scene.Room(60, 4), scene.Room(60, 64));
        var (o, dk, dv) = (scene.Room(60, 64), scene.Room(60, 32), scene.Room(60, 32));
        var cache = new KeyValueCache(scene.Room(60, 32), scene.Room(60, 32), 60);
        using var packed = device.Pack(weights.T, dual: true);
        for (var i = 0; i < 50; i++)
            Step();

        // The runtime's own threads take some, and at times much; one object a step would be 12,000 each time.
        Assert.InRange(Enumerable.Range(0, 4).Min(_ => AllocatedBy500Steps()), 0, 8000);

        long AllocatedBy500Steps()
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < 500; i++)
                Step();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        void Step()
        {
            device.Noise(x, dx, NoiseKind.Relative, 0.1f, new NoiseKey(1, 2, 3), samples);
            device.Product(x, weights.T, y);
            device.Product(y.T, x, weights);
            device.DualProduct<GatedAndSaved>(x, weights.T with { Packed = packed }, new() { In0 = hidden, In1 = hidden, Out0 = y.Slice(0, 65), Out1 = y.Slice(65, 65), Out2 = hidden });
            device.Map<BiasAndResidual>(new() { In0 = hidden, In1 = hidden, Out0 = hidden });
            device.RmsNorm(x, dx);
            device.RmsNormAdjoint(x, dx, dx);
            device.SumRows(dx, sum);
            device.CrossEntropy(x, targets, loss, dx);
            device.SquaredError(x, dx, loss, dx);
            device.AdamW(sum, sum, moment1, moment2, AdamWScalars.At(1, 0, 0.9, 0.999, 1e-8, 0));
            device.Copy(x, dx);
            device.Embed(targets, table, x);
            device.EmbedAdjoint(targets, dx, dTable);
            device.Rotate(x, targets, x, 13, 1e4, false);
            device.LinearCrossEntropy(x, table, biases, targets, loss, dx, dTable, biases);
            device.Attention(q, kv, kv, texts, o, logSums, heads);
            device.AttentionAdjoint(q, kv, kv, o, logSums, q, texts, dq, dk, dv, heads);
            device.CachedAttention(q, kv, kv, texts, cache, o, heads);
        }
    }

    // Rows for two chunks, where the weights are packed once for both.
    [Theory]
    [InlineData(520, 512, 4096)]
    [InlineData(130, 128, 32_000)]
    public void LinearCrossEntropy_WorksIn64Megabytes(int rows, int depth, int classes)
    {
        var cells = 0L;
        using var device = new CpuDevice(new DeviceOptions { Threads = 2 }, Allocate);
        using var scene = new Scene(device);
        var (x, weight, dx, dWeight) = (scene.Random(rows, depth, 1), scene.Random(classes, depth, 2), scene.Room(rows, depth), scene.Room(classes, depth));
        var (targets, loss) = (scene.Integers(rows) with { Rows = rows, Columns = 1, RowStride = 1 }, scene.Room(1, 1));
        cells = 0;
        device.LinearCrossEntropy(x, weight, default, targets, loss, dx, dWeight, default);
        Assert.InRange(cells * sizeof(float), 1 << 20, 64 << 20);

        SafeHandle Allocate(long length)
        {
            Interlocked.Add(ref cells, length);
            return NativeBlock.Allocate(length);
        }
    }
}
