using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Kernels;

public abstract partial class KernelTests
{
    [Fact]
    public void OperandsThatDoNotFit_AreNamed()
    {
        var x = Room(4, 6);
        Refused("b", () => Device.Product(x, Room(5, 3), Room(4, 3)));
        Refused("Out0", () => Device.Product(x, Room(6, 3), Room(4, 4)));
        Refused("Out0", () => Device.Product(x, Room(6, 3), default));
        Refused("Out0", () => Device.Product(x, Room(6, 3), Room(3, 4).T));
        Refused("In1", () => Device.Product<BiasAndResidual>(x, Room(6, 3), new() { In0 = Room(4, 3), In1 = Room(1, 3), Out0 = Room(4, 3) }));
        Refused("a", () => Device.Product(default, Room(6, 3), Room(4, 3)));
        Refused("b", () => Device.DualProduct<Hadamard>(x, Room(6, 5), new() { Out0 = Room(4, 2) }));
        Refused("b", () => Device.Pack(Room(6, 5), dual: true));
        Refused("Out1", () => Device.Map<FourToThree>(new() { In0 = x, In1 = x, In2 = x, In3 = x, Out0 = Room(4, 6), Out2 = Room(4, 6) }));
        Refused("x", () => Device.RmsNorm(x.T, Room(6, 4)));
        Refused("dy", () => Device.RmsNormAdjoint(x, Room(4, 5), Room(4, 6)));
        Refused("sum", () => Device.SumRows(x, Room(1, 5)));
        Refused("samples", () => Device.Noise(x, Room(4, 6), NoiseKind.Absolute, 1, Key, Room(1, 3)));
        Refused("samples", () => Device.Noise(x, Room(4, 6), NoiseKind.Absolute, 1, Key, Room(1, 0)));
        Refused("targets", () => Device.CrossEntropy(x, Room(1, 4), Room(1, 1), default));
        Refused("loss", () => Device.CrossEntropy(x, Room(4, 1), Room(2, 1), default));
        Refused("dLogits", () => Device.CrossEntropy(x, Room(4, 1), Room(1, 1), Room(4, 5)));
        Refused("tokens", () => Device.Embed(Room(4, 2), Room(9, 6), Room(4, 6)));
        Refused("y", () => Device.Embed(Room(4, 1), Room(9, 6), Room(5, 6)));
        Refused("dy", () => Device.EmbedAdjoint(Room(4, 1), Room(5, 6), Room(9, 6)));
        Refused("dTable", () => Device.EmbedAdjoint(Room(4, 1), x, Room(9, 5)));
        Refused("heads", () => Device.Rotate(x, Room(4, 1), Room(4, 6), 2, 1e4, false));
        Refused("heads", () => Device.Rotate(x, Room(4, 1), Room(4, 6), 0, 1e4, false));
        Refused("base", () => Device.Rotate(x, Room(4, 1), Room(4, 6), 3, 0, false));
        Refused("base", () => Device.Rotate(x, Room(4, 1), Room(4, 6), 3, double.NaN, false));
        Refused("positions", () => Device.Rotate(x, Room(3, 1), Room(4, 6), 3, 1e4, false));
        Refused("weight", () => Device.LinearCrossEntropy(x, Room(9, 5), default, Room(4, 1), Room(1, 1), default, default, default));
        Refused("bias", () => Device.LinearCrossEntropy(x, Room(9, 6), Room(1, 6), Room(4, 1), Room(1, 1), default, default, default));
        Refused("targets", () => Device.LinearCrossEntropy(x, Room(9, 6), default, Room(1, 4), Room(1, 1), default, default, default));
        Refused("dWeight", () => Device.LinearCrossEntropy(x, Room(9, 6), default, Room(4, 1), Room(1, 1), default, Room(6, 9), default));
        Refused("targets", () => Device.SquaredError(x, Room(4, 5), Room(1, 1), default));
        Refused("squares", () => Device.BatchScale(Room(1, 7), Room(1, 8), rows: 4, 1e-8f, perChannel: true));
        Refused("rows", () => Device.BatchScale(Room(1, 8), Room(1, 8), rows: 0, 1e-8f, perChannel: true));
        Refused("dScale", () => Device.BatchScaleAdjoint(Room(1, 8), Room(1, 7), Room(1, 8), rows: 4, perChannel: true));
        Refused("batch", () => Device.MeasureScale(Room(1, 8), Room(1, 7), take: 1));
        Refused("secondMoment", () => Device.AdamW(Room(1, 8), Room(1, 8), Room(1, 8), Room(1, 7), default));
        Refused("y", () => Device.Copy(x, Room(4, 6).Broadcast(4)));
    }

    [Fact]
    public void ViewsOutsideTheirMemory_AreRefused()
    {
        var x = Room(4, 6);
        Refused("x", () => Device.Copy(x with { Rows = 5 }, Room(5, 6)));
        Refused("x", () => Device.Copy(x with { Offset = 1 }, Room(4, 6)));
        Refused("x", () => Device.Copy(x with { Offset = -1 }, Room(4, 6)));
        Refused("x", () => Device.Copy(x with { RowStride = 7 }, Room(4, 6)));
        Refused("x", () => Device.Copy(x with { RowStride = -1 }, Room(4, 6)));
        Refused("y", () => Device.Copy(x, Room(4, 6) with { RowStride = 5 }));
        Refused("x", () => Device.Copy(x with { Offset = long.MaxValue }, Room(4, 6)));
        Refused("x", () => Device.Copy(x with { Offset = long.MaxValue - 30 }, Room(4, 6)));
    }

    [Fact]
    public void MemoryOfAnotherDevice_IsRefused()
    {
        using var other = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = 1 });
        using var memory = other.Allocate(24);
        Refused("x", () => Device.Copy(new View(memory, 0, 4, 6), Room(4, 6)));
    }

    [Fact]
    public void MemoryThatIsDisposed_IsRefused()
    {
        using var memory = Device.Allocate(24);
        var x = new View(memory, 0, 4, 6);
        memory.Dispose();
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Device.Copy(x, Room(4, 6)));
        Assert.Throws<ObjectDisposedException>(() => Device.Product(Room(2, 4), x, Room(2, 6)));
        Assert.Equal(typeof(DeviceMemory).FullName, Assert.Throws<ObjectDisposedException>(() => memory.Read(new float[1])).ObjectName);
        Assert.Throws<ObjectDisposedException>(() => memory.Write([1f]));
        Assert.Throws<ObjectDisposedException>(memory.Clear);
    }

    [Fact]
    public void Memory_IsZero_AndKeepsWhatIsWritten()
    {
        using var memory = Device.Allocate(1000);
        var cells = new float[1000];
        memory.Read(cells);
        Assert.All(cells, cell => Assert.Equal(0f, cell));
        memory.Write([1f, 2f, 3f], 997);
        memory.Write([7], 0);
        memory.Read(cells);
        Assert.Equal([1f, 2f, 3f], cells[997..]);
        Assert.Equal(7, BitConverter.SingleToInt32Bits(cells[0]));
        memory.Clear();
        memory.Read(cells);
        Assert.All(cells, cell => Assert.Equal(0f, cell));
    }

    [Fact]
    public void CopyingBesideMemory_IsRefused()
    {
        using var memory = Device.Allocate(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write([1f, 2f], 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write([1f], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write([1, 2], long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read(new float[11]));
    }

    [Fact]
    public void MemoryThatCannotBeHad_IsASentence()
    {
        var e = Assert.Throws<DeviceException>(() => Device.Allocate(1L << 50));
        Assert.EndsWith(".", e.Message);
        Assert.Throws<DeviceException>(() => Device.Allocate(long.MaxValue));
    }

    private static void Refused(string operand, Action call)
    {
        var e = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(operand.StartsWith("In", StringComparison.Ordinal) || operand.StartsWith("Out", StringComparison.Ordinal) ? "operands" : operand, e.ParamName);
        Assert.Contains(operand, e.Message);
    }
}
