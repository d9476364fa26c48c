using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;
using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Gpu;

/// <summary>
/// Each GPU kernel on the simulator, which checks every access against its bounds, at sizes of a few rows: the CPU, which its
/// own tests hold against naive references, must agree.
/// </summary>
public sealed class SimulatorKernelTests(SimulatorFixture simulator, CpuFixture cpu) : IClassFixture<SimulatorFixture>, IClassFixture<CpuFixture>
{
    private const int Rows = 3;
    private const int Columns = 5;
    private const int Cells = 200;

    [Fact]
    public void Products_Agree() => AssertAgreement((device, memory) =>
    {
        var (a, b, bT) = (At(memory, 0, Rows, 4), At(memory, 20, 4, 2 * Columns), At(memory, 60, 2 * Columns, 4).T);
        device.Product(a, b.Slice(0, Columns), At(memory, 100, Rows, Columns));
        device.Product(a, bT, At(memory, 120, Rows, 2 * Columns));
        device.DualProduct<GatedWithBias>(a, b, new() { In0 = At(memory, 3, 1, Columns).Broadcast(Rows), Out0 = At(memory, 160, Rows, Columns) });
    });

    [Fact]
    public void RowKernels_Agree() => AssertAgreement((device, memory) =>
    {
        var (x, dy) = (At(memory, 0, Rows, Columns), At(memory, 20, Rows, Columns));
        device.RmsNorm(x, At(memory, 40, Rows, Columns));
        device.RmsNormAdjoint(x, dy, At(memory, 60, Rows, Columns));
        device.SumRows(x, At(memory, 80, 1, Columns));
        device.Copy(x, new View(memory, 100, Rows, Columns, Columns + 2));
    });

    [Theory]
    [InlineData(NoiseKind.Absolute)]
    [InlineData(NoiseKind.Relative)]
    [InlineData(NoiseKind.Token)]
    public void Noise_Agrees(NoiseKind kind) => AssertAgreement((device, memory) =>
        device.Noise(At(memory, 0, Rows, Columns), At(memory, 20, Rows, Columns), kind, 0.5f, new NoiseKey(1, 2, 3), At(memory, 40, 1, Rows)));

    [Fact]
    public void Losses_Agree() => AssertAgreement((device, memory) =>
    {
        var (logits, labels) = (At(memory, 0, Rows, Columns), At(memory, 20, Rows, 1));
        memory.Write([4, 0, 2], labels.Offset);
        device.CrossEntropy(logits, labels, At(memory, 40, 1, 1), At(memory, 50, Rows, Columns));
        device.SquaredError(logits, At(memory, 70, Rows, Columns), At(memory, 90, 1, 1), At(memory, 100, Rows, Columns));
    });

    [Fact]
    public void AdamW_Agrees() => AssertAgreement((device, memory) =>
        device.AdamW(At(memory, 0, 1, 7), At(memory, 10, 1, 7), At(memory, 20, 1, 7), At(memory, 30, 1, 7), AdamWScalars.At(1, 1e-2, 0.9, 0.999, 1e-8, 0.5)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Scales_Agree(bool perChannel) => AssertAgreement((device, memory) =>
    {
        var (squares, dScale, scale) = (At(memory, 0, 1, Columns), At(memory, 20, 1, Columns), At(memory, 40, 1, Columns));
        device.BatchScale(squares, scale, Rows, 0.5f, perChannel);
        device.BatchScaleAdjoint(scale, dScale, At(memory, 60, 1, Columns), Rows, perChannel);
        device.MeasureScale(At(memory, 80, 1, Columns), scale, 0.25f);
    });

    [Fact]
    public void TokenKernels_Agree() => AssertAgreement((device, memory) =>
    {
        var (tokens, x) = (At(memory, 0, Rows, 1), At(memory, 20, Rows, 4));
        memory.Write([4, 0, 4], tokens.Offset);
        device.Embed(tokens, At(memory, 40, Columns, 4), At(memory, 60, Rows, 4));
        device.EmbedAdjoint(tokens, x, At(memory, 80, Columns, 4));
        device.Rotate(x, tokens, At(memory, 100, Rows, 4), 1, 1e4, false);
        memory.Write([4, -1, 2], tokens.Offset);
        device.LinearCrossEntropy(x, At(memory, 40, Columns, 4), At(memory, 120, 1, Columns), tokens, At(memory, 130, 1, 1), At(memory, 140, Rows, 4), At(memory, 160, Columns, 4), At(memory, 190, 1, Columns));
    });

    [Theory]
    [InlineData(AttentionScores.Softmax)]
    [InlineData(AttentionScores.Bilinear)]
    public void Attention_Agrees(AttentionScores scores) => AssertAgreement((device, memory) =>
    {
        var isSoftmax = scores == AttentionScores.Softmax;
        var columns = isSoftmax ? 2 : 4;
        var shape = new AttentionShape(2, 1, true, scores);
        var (q, k, v, dO) = (At(memory, 0, Rows, 2 * columns), At(memory, 24, Rows, columns), At(memory, 40, Rows, 2), At(memory, 50, Rows, 4));
        var (o, logSums) = (At(memory, 64, Rows, 4), isSoftmax ? At(memory, 80, Rows, 2) : default);
        var texts = new Texts(At(memory, 90, 1, 2), At(memory, 94, Rows, 1));
        memory.Write([0, Rows], texts.Starts.Offset);
        memory.Write([0, 1, 2], texts.Positions.Offset);
        device.Attention(q, k, v, texts, o, logSums, shape);
        device.AttentionAdjoint(q, k, v, o, logSums, dO, texts, At(memory, 100, Rows, 2 * columns), At(memory, 124, Rows, columns), At(memory, 140, Rows, 2), shape);
        device.CachedAttention(q, k, v, texts, new KeyValueCache(At(memory, 150, 4, columns), At(memory, 170, 4, 2), 4), At(memory, 180, Rows, 4), shape);
    });

    private void AssertAgreement(Action<Device, DeviceMemory> run)
    {
        var (expected, actual) = (Run(cpu.Device), Run(simulator.Device));
        for (var i = 0; i < Cells; i++)
            Assert.True(expected[i].Equals(actual[i]) || MathF.Abs(expected[i] - actual[i]) <= 1e-5f, $"Cell {i} is {actual[i]}; the CPU has {expected[i]}.");

        float[] Run(Device device)
        {
            var random = new Random(5);
            using var memory = device.Allocate(Cells);
            var cells = new float[Cells];
            foreach (ref var cell in cells.AsSpan())
                cell = random.NextSingle();
            memory.Write(cells);
            run(device, memory);
            memory.Read(cells);
            return cells;
        }
    }

    private static View At(DeviceMemory memory, long offset, int rows, int columns) => new(memory, offset, rows, columns);

    /// <summary>Y = gelu(L + b) ⊙ R</summary>
    private readonly struct GatedWithBias : IEpilogue
    {
        public static int Inputs => 1;

        public static int Outputs => 1;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = Pointwise.Gelu(at.Left + at.In0) * at.Right;
    }
}
