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
    public void EmbedAdjoint_GivesTheSameBytesFiftyTimes()
    {
        var (tokens, dy) = (Column([.. Enumerable.Range(0, Rows).Select(i => i % 5)]), Filled(Rows, Columns));
        AssertSameBytes(7, Columns, dTable => _device.EmbedAdjoint(tokens, dy, dTable));
    }

    [Fact]
    public void Attention_GivesTheSameBytesFiftyTimes()
    {
        var (q, k, v, dO, logSums) = (Filled(Rows, 24), Filled(Rows, 12), Filled(Rows, 12), Filled(Rows, 24), Filled(Rows, 2));
        var starts = Column([0, 3, Rows]) with { Rows = 1, Columns = 3, RowStride = 3 };
        var texts = new Texts(starts, Column([.. Enumerable.Range(0, Rows).Select(i => i < 3 ? i : i - 3)]));
        var shape = new AttentionShape(2, 1, true, AttentionScores.Softmax);
        AssertSameBytes(Rows, 72, y =>
        {
            _device.Attention(q, k, v, texts, y.Slice(0, 24), logSums, shape);
            _device.AttentionAdjoint(q, k, v, y.Slice(0, 24), logSums, dO, texts, y.Slice(24, 24), y.Slice(48, 12), y.Slice(60, 12), shape);
        });
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

    private View Column(int[] values)
    {
        var memory = _device.Allocate(values.Length);
        memory.Write(values);
        return new View(memory, 0, values.Length, 1);
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
