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
        var positions = scene.Integers(rows) with { Rows = rows, Columns = 1, RowStride = 1 };
        var (whole, inTurns) = (Outputs(scene), Outputs(scene));
        Run(device, a, b, whole, 0, rows);
        int[] cuts = [0, 1, 3, 6, 10, 15, 22, 30, 42, 67, 130, rows];
        for (var i = 1; i < cuts.Length; i++)
            Run(device, a, b, inTurns, cuts[i - 1], cuts[i] - cuts[i - 1]);
        for (var i = 0; i < whole.Length; i++)
            Assert.Equal(Scene.Read(whole[i]), Scene.Read(inTurns[i]));

        View[] Outputs(Scene scene) =>
            [scene.Room(rows, 2 * columns), scene.Room(rows, columns), scene.Room(rows, columns), scene.Room(rows, columns), scene.Room(rows, depth), scene.Room(rows, depth), scene.Room(rows, depth)];

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
            device.Rotate(a, Cut(positions), Cut(outputs[5]), 5, 1e4, false);
            device.Embed(Cut(positions), b.T with { Rows = 2 * columns }, Cut(outputs[6]));

            View Cut(View view) => view with { Offset = view.Offset + (long)start * view.RowStride, Rows = count };
        }
    }

    [Theory]
    [InlineData(4, 2, 24, AttentionScores.Softmax)]
    [InlineData(2, 2, 9, AttentionScores.Bilinear)]
    public void TheNumberOfThreads_ChangesNoBitOfAttention(int heads, int keyHeads, int size, AttentionScores scores)
    {
        var expected = Attend(threads: 1);
        Assert.Equal(expected, Attend(threads: 2));
        Assert.Equal(expected, Attend(threads: 3));

        // A long text, a short one, one of a single position.
        float[] Attend(int threads)
        {
            using var device = Open(threads);
            using var scene = new Scene(device);
            var shape = new AttentionShape(heads, keyHeads, true, scores);
            var factors = scores == AttentionScores.Bilinear ? 2 : 1;
            const int rows = 300 + 20 + 1;
            var texts = TextsOf(scene, 300, 20, 1);
            var (q, k, v) = (scene.Random(rows, factors * heads * size, 1), scene.Random(rows, factors * keyHeads * size, 2), scene.Random(rows, keyHeads * size, 3));
            var (o, logSums, dO) = (scene.Room(rows, heads * size), scene.Room(rows, heads), scene.Random(rows, heads * size, 4));
            var (dq, dk, dv, cached) = (scene.Room(rows, q.Columns), scene.Room(rows, k.Columns), scene.Room(rows, v.Columns), scene.Room(rows, heads * size));
            var cache = new KeyValueCache(scene.Room(3 * 300, k.Columns), scene.Room(3 * 300, v.Columns), 300);
            device.Attention(q, k, v, texts, o, logSums, shape);
            device.AttentionAdjoint(q, k, v, o, logSums, dO, texts, dq, dk, dv, shape);
            device.CachedAttention(q, k, v, texts, cache, cached, shape);
            Assert.Equal(Scene.Read(o), Scene.Read(cached));
            return [.. new[] { o, logSums, dq, dk, dv }.SelectMany(Scene.Read)];
        }
    }

    [Fact]
    public void TextsThatAreNotThere_AreRefused()
    {
        using var device = Open(2);
        using var scene = new Scene(device);
        var shape = new AttentionShape(1, 1, true, AttentionScores.Softmax);
        var (x, y) = (scene.Room(5, 4), scene.Room(5, 4));
        var cache = new KeyValueCache(scene.Room(8, 4), scene.Room(8, 4), 4);
        Refused(() => device.Attention(x, x, x, TextsOf(scene, 6) with { Positions = scene.Room(5, 1) }, y, default, shape));
        Refused(() => device.Attention(x, x, x, TextsOf(scene, 7, -2), y, default, shape));
        Refused(() => device.CachedAttention(x, x, x, TextsOf(scene, 5, 0), cache, y, shape));

        static void Refused(Action call) => Assert.Equal("texts", Assert.Throws<ArgumentException>(call).ParamName);
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

    private static Texts TextsOf(Scene scene, params int[] lengths)
    {
        var (starts, positions) = (scene.Room(1, lengths.Length + 1), scene.Room(lengths.Sum(), 1));
        starts.Memory.Write([.. Enumerable.Range(0, lengths.Length + 1).Select(text => lengths[..text].Sum())]);
        positions.Memory.Write([.. lengths.SelectMany(length => Enumerable.Range(0, Math.Max(0, length))).Take(positions.Rows)]);
        return new Texts(starts, positions);
    }

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
        var tokens = samples with { Rows = 300, Columns = 1, RowStride = 1 };
        var (embedded, dTable, turned) = (scene.Room(300, 517), scene.Room(200, 517), scene.Room(300, 516));
        device.Embed(tokens, weights, embedded);
        device.EmbedAdjoint(tokens, dx, dTable);
        device.Rotate(dx.Slice(0, 516), tokens, turned, 6, 1e4, false);
        // More logits than one chunk has.
        var (narrow, labels) = (x.Slice(0, 3) with { Rows = 150 }, tokens with { Rows = 150 });
        var (vocabulary, biases) = (scene.Random(14_000, 3, 6), scene.Random(1, 14_000, 7));
        var (headLoss, headDx, headDWeight, headDBias) = (scene.Room(1, 1), scene.Room(150, 3), scene.Room(14_000, 3), scene.Room(1, 14_000));
        device.LinearCrossEntropy(narrow, vocabulary, biases, labels, headLoss, headDx, headDWeight, headDBias);
        View[] results =
        [
            noisy, y, hidden, loss, dy, dWeights, few, sum, normed, dx, squared, dSquared, weights, moment1, moment2,
            embedded, dTable, turned, headLoss, headDx, headDWeight, headDBias,
        ];
        return [.. results.SelectMany(Scene.Read)];

        static View Flat(View view) => new(view.Memory, view.Offset, 1, view.Rows * view.Columns);
    }
}
