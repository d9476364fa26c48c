using System.Runtime.InteropServices;
using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;
using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Gpu;

/// <summary>A kernel whose threads race gives other bytes now and then; ours give the same fifty times.</summary>
public sealed class RaceTests(OpenClFixture fixture) : IClassFixture<OpenClFixture>
{
    private const int Rows = 67;
    private const int Columns = 133;
    private readonly Device _device = fixture.Device;
    private readonly Random _random = new(7);

    [Fact]
    public void DualProduct_GivesTheSameBytesFiftyTimes()
    {
        var (a, b) = (Filled(Rows, 91), Filled(2 * Columns, 91).T);
        AssertSameBytes(Rows, Columns, y => _device.DualProduct<Hadamard>(a, b, new() { Out0 = y }));
    }

    [Fact]
    public void RmsNormAdjoint_GivesTheSameBytesFiftyTimes()
    {
        var (x, dy) = (Filled(Rows, Columns), Filled(Rows, Columns));
        AssertSameBytes(Rows, Columns, y => _device.RmsNormAdjoint(x, dy, y));
    }

    [Fact]
    public void SumRows_GivesTheSameBytesFiftyTimes()
    {
        var x = Filled(Rows, Columns);
        AssertSameBytes(1, Columns, y => _device.SumRows(x, y));
    }

    [Fact]
    public void NoiseOfTheWholeTensor_GivesTheSameBytesFiftyTimes()
    {
        // Large enough that the deviation is put together from several groups' parts.
        var x = Filled(Rows, 7 * Columns);
        var samples = new View(_device.Allocate(Rows), 0, 1, Rows);
        AssertSameBytes(Rows, 7 * Columns, y => _device.Noise(x, y, NoiseKind.Relative, 0.5f, new NoiseKey(1, 2, 3), samples));
    }

    [Fact]
    public void CrossEntropy_GivesTheSameBytesFiftyTimes()
    {
        var logits = Filled(Rows, Columns);
        var targets = new View(_device.Allocate(Rows), 0, Rows, 1);
        AssertSameBytes(1, 1, loss => _device.CrossEntropy(logits, targets, loss, default));
        var anyLoss = new View(_device.Allocate(1), 0, 1, 1);
        AssertSameBytes(Rows, Columns, dLogits => _device.CrossEntropy(logits, targets, anyLoss, dLogits));
    }

    [Fact]
    public async Task ThreadsSharingADevice_EachGetTheirOwnResult()
    {
        var threads = Enumerable.Range(1, 4).Select(k => Task.Run(() =>
        {
            using var memory = _device.Allocate(3);
            var product = new float[1];
            for (var i = 0; i < 100; i++)
            {
                memory.Write([(float)k, i, -1]);
                _device.Product(new View(memory, 0, 1, 1), new View(memory, 1, 1, 1), new View(memory, 2, 1, 1));
                memory.Read(product, offset: 2);
                Assert.Equal(k * i, product[0]);
            }
        }));
        await Task.WhenAll(threads);
    }

    private void AssertSameBytes(int rows, int columns, Action<View> run)
    {
        var output = new View(_device.Allocate((long)rows * columns), 0, rows, columns);
        var first = Once();
        Assert.Contains(first, cell => cell != 0);
        for (var i = 1; i < 50; i++)
            Assert.True(MemoryMarshal.AsBytes<float>(first).SequenceEqual(MemoryMarshal.AsBytes<float>(Once())), $"Run {i} differs from the first.");

        float[] Once()
        {
            var cells = new float[output.Memory.Length];
            output.Memory.Clear();
            run(output);
            output.Memory.Read(cells);
            return cells;
        }
    }

    private View Filled(int rows, int columns)
    {
        var memory = _device.Allocate((long)rows * columns);
        memory.Write([.. Enumerable.Range(0, rows * columns).Select(_ => _random.NextSingle() - 0.5f)]);
        return new View(memory, 0, rows, columns);
    }

    private readonly struct Hadamard : IEpilogue
    {
        public static int Inputs => 0;

        public static int Outputs => 1;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.Left * at.Right;
    }
}
