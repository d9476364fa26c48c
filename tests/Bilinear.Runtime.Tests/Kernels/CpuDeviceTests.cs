using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>What the CPU promises beyond right kernels: the same bits for any cut and any number of threads, and any number of callers.</summary>
public sealed class CpuDeviceTests
{
    [Fact]
    public void TheName_TellsTheWidthThatTheEnvironmentAllows()
    {
        using var device = Open(3);
        Assert.EndsWith(", 3 threads)", device.Name);
        if (IsOff("DOTNET_EnableHWIntrinsic") || IsOff("DOTNET_EnableAVX2"))
            Assert.Contains("128-bit vectors", device.Name);
        else if (IsOff("DOTNET_EnableAVX512"))
            Assert.DoesNotContain("512-bit vectors", device.Name);
    }

    [Fact]
    public void AKindThatThereIsNot_IsRefused() =>
        Assert.Equal("kind", Assert.Throws<ArgumentOutOfRangeException>(() => Device.Open((DeviceKind)77)).ParamName);

    [Fact]
    public void TheNumberOfThreads_ChangesNoBit()
    {
        var expected = Battery(threads: 1);
        Assert.Equal(expected, Battery(threads: 2));
        Assert.Equal(expected, Battery(threads: 3));
        Assert.Equal(expected, Battery(threads: 7));
        Assert.Equal(expected, Battery(threads: 16));
    }

    [Fact]
    public void PackingInPasses_ChangesNoBit()
    {
        // 16 MiB of b are packed at a time where there are many rows: columns 0 … 5991 here, then the rest.
        const int rows = 257, depth = 700, columns = 6300, cut = 5000;
        using var device = Open(2);
        using var scene = new Scene(device);
        var (a, b) = (scene.Random(rows, depth, 1), scene.Random(depth, columns, 2));
        var (inPasses, atOnce) = (scene.Room(rows, columns), scene.Room(rows, columns));
        device.Product(a, b, inPasses);
        device.Product(a, b with { Columns = cut }, atOnce with { Columns = cut });
        device.Product(a, From(b), From(atOnce));
        Assert.Equal(Scene.Read(atOnce), Scene.Read(inPasses));

        static View From(View view) => view with { Offset = view.Offset + cut, Columns = columns - cut };
    }

    [Theory]
    [InlineData(131, 300, 45)]
    [InlineData(271, 520, 133)] // weights packed for all chunks, then by each; two turns; enough panels for a single row's kernel
    public void HowABatchIsCut_ChangesNoBit(int rows, int depth, int columns)
    {
        using var device = Open(2);
        using var scene = new Scene(device);
        var a = scene.Random(rows, depth, 1);
        var b = scene.Random(2 * columns, depth, 2).T;
        var (whole, inTurns) = (Outputs(scene), Outputs(scene));
        Run(device, a, b, whole, 0, rows);
        int[] cuts = [0, 1, 3, 6, 10, 15, 22, 30, 42, 67, 130, rows];
        for (var i = 1; i < cuts.Length; i++)
            Run(device, a, b, inTurns, cuts[i - 1], cuts[i] - cuts[i - 1]);
        for (var i = 0; i < whole.Length; i++)
            Assert.Equal(Scene.Read(whole[i]), Scene.Read(inTurns[i]));

        View[] Outputs(Scene scene) =>
            [scene.Room(rows, 2 * columns), scene.Room(rows, columns), scene.Room(rows, columns), scene.Room(rows, columns), scene.Room(rows, depth)];

        void Run(Device device, View a, View b, View[] outputs, int start, int count)
        {
            a = Cut(a);
            device.Product(a, b, Cut(outputs[0]));
            var bias = b.T.Slice(0, columns) with { Rows = 1 };
            device.DualProduct<GatedAndSaved>(a, b, new()
            {
                In0 = bias.Broadcast(count),
                In1 = bias.Broadcast(count),
                Out0 = Cut(outputs[1]),
                Out1 = Cut(outputs[2]),
                Out2 = Cut(outputs[3]),
            });
            device.RmsNorm(a, Cut(outputs[4]));

            View Cut(View view) => view with { Offset = view.Offset + (long)start * view.RowStride, Rows = count };
        }
    }

    [Fact]
    public async Task EightCallersAtOnce_EachGetWhatTheyWouldAlone()
    {
        using var device = Open(3);
        using var scene = new Scene(device);
        var weights = scene.Random(128, 64, 2).T;
        using var packed = device.Pack(weights, dual: true);
        weights = weights with { Packed = packed };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Factory.StartNew(
            () =>
            {
                using var own = new Scene(device);
                var x = own.Random(200 + caller, 64, caller);
                var y = own.Room(x.Rows, 64);
                device.DualProduct<Hadamard>(x, weights, new() { Out0 = y });
                var first = Scene.Read(y);
                for (var i = 0; i < 50; i++)
                {
                    device.DualProduct<Hadamard>(x, weights, new() { Out0 = y });
                    Assert.Equal(first, Scene.Read(y));
                }
                using var single = Open(1);
                using var alone = new Scene(single);
                var z = alone.Room(x.Rows, 64);
                single.DualProduct<Hadamard>(alone.Random(x.Rows, 64, caller), alone.Random(128, 64, 2).T, new() { Out0 = z });
                Assert.Equal(first, Scene.Read(z));
            },
            TaskCreationOptions.LongRunning)));
    }

    [Fact]
    public void ADisposedDevice_IsRefused_AndItsMemoryStillFreed()
    {
        var device = Open(2);
        using var scene = new Scene(device);
        var x = scene.Random(3, 4, 1);
        var y = scene.Room(3, 4);
        device.Copy(x, y);
        device.Dispose();
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Copy(x, y));
        Assert.Throws<ObjectDisposedException>(() => device.Allocate(1));
        Assert.Throws<ObjectDisposedException>(device.Synchronize);
        Assert.Equal(Scene.Read(x), Scene.Read(y));
    }

    [Fact]
    public void DisposedPackedWeights_AreRefused()
    {
        using var device = Open(1);
        using var scene = new Scene(device);
        var packed = device.Pack(scene.Random(4, 4, 1), dual: false)!;
        packed.Dispose();
        var (x, y) = (scene.Room(2, 4), scene.Room(2, 4));
        Assert.Throws<ObjectDisposedException>(() => device.Product(x, scene.Room(4, 4) with { Packed = packed }, y));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_000)]    // starting them would end the process
    public void ANumberOfThreadsThatCannotBe_IsRefused(int threads) =>
        Assert.StartsWith($"The CPU cannot compute with {threads} threads: ask for 1 to 1024", Assert.Throws<ArgumentOutOfRangeException>(() => Open(threads)).Message, StringComparison.Ordinal);

    private static Device Open(int threads) => Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = threads });

    private static bool IsOff(string variable) => Environment.GetEnvironmentVariable(variable) == "0";

    // One of each kernel, large enough for many chunks.
    private static float[] Battery(int threads)
    {
        using var device = Open(threads);
        using var scene = new Scene(device);
        var x = scene.Random(300, 517, 1);
        var (weights, y, noisy, dx) = (scene.Random(130, 517, 2), scene.Room(300, 130), scene.Room(300, 517), scene.Room(300, 517));
        var (hidden, dWeights, sum, normed) = (scene.Room(300, 65), scene.Room(130, 517), scene.Room(1, 517), scene.Room(300, 517));
        var (loss, dy, squared, dSquared) = (scene.Room(1, 1), scene.Room(300, 130), scene.Room(1, 1), scene.Room(300, 517));
        var (wide, few) = (scene.Random(517, 700, 5), scene.Room(100, 700));
        var samples = scene.Integers(300);
        var key = new NoiseKey(1, 2, 3);
        device.Noise(x, noisy, NoiseKind.Relative, 0.3f, key, samples);
        device.Product(noisy, weights.T, y);
        device.DualProduct<Hadamard>(noisy, weights.T, new() { Out0 = hidden });
        device.CrossEntropy(y, samples with { Rows = 300, Columns = 1, RowStride = 0 }, loss, dy);
        device.Product(dy.T, noisy, dWeights);
        device.Product(dy, weights, dx);
        device.Product(x with { Rows = 100 }, wide, few);
        device.SumRows(dx, sum);
        device.RmsNorm(dx, normed);
        device.RmsNormAdjoint(dx, normed, dx);
        device.SquaredError(dx, normed, squared, dSquared);
        var (moment1, moment2) = (scene.Random(1, 130 * 517, 4), scene.Room(1, 130 * 517));
        device.AdamW(Flat(weights), Flat(dWeights), moment1, moment2, AdamWScalars.At(3, 0.01, 0.9, 0.999, 1e-8, 0.1));
        return [.. new[] { noisy, y, hidden, loss, dy, dWeights, few, sum, normed, dx, squared, dSquared, weights, moment1, moment2 }.SelectMany(Scene.Read)];

        static View Flat(View view) => new(view.Memory, view.Offset, 1, view.Rows * view.Columns);
    }
}
