using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Gpu;

/// <summary>Opening, freeing and misuse, on the simulator, which every machine has.</summary>
public sealed class GpuLifetimeTests
{
    [Fact]
    public void NewMemory_IsZero()
    {
        using var device = Device.Open(DeviceKind.Simulator);
        using var memory = device.Allocate(5);
        var cells = new float[5];
        Array.Fill(cells, 1);
        memory.Read(cells);
        Assert.Equal(new float[5], cells);
    }

    [Fact]
    public void WrittenCells_AreReadBack_AtTheirOffset()
    {
        using var device = Device.Open(DeviceKind.Simulator);
        using var memory = device.Allocate(4);
        memory.Write([1f, 2f], offset: 1);
        memory.Write([BitConverter.SingleToInt32Bits(7f)], offset: 3);
        var cells = new float[4];
        memory.Read(cells);
        Assert.Equal([0, 1, 2, 7], cells);
        memory.Clear();
        memory.Read(cells.AsSpan(0, 2), offset: 1);
        Assert.Equal([0, 0, 2, 7], cells);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(3, 2)]
    [InlineData(long.MaxValue, 1)]
    public void CellsOutsideTheMemory_AreRefused(long offset, int count)
    {
        using var device = Device.Open(DeviceKind.Simulator);
        using var memory = device.Allocate(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write(new float[count], offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read(new float[count], offset));
    }

    [Fact]
    public void FreedMemory_IsNotUsedAgain()
    {
        using var device = Device.Open(DeviceKind.Simulator);
        var memory = device.Allocate(4);
        var view = new View(memory, 0, 2, 2);
        memory.Dispose();
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Write([1f]));
        Assert.Throws<ObjectDisposedException>(() => memory.Read(new float[1]));
        Assert.Throws<ObjectDisposedException>(memory.Clear);
        Assert.Throws<ObjectDisposedException>(() => device.Copy(view, view));
    }

    [Fact]
    public void DeviceDisposedBeforeItsMemory_DoesNoHarm()
    {
        var device = Device.Open(DeviceKind.Simulator);
        var memory = device.Allocate(4);
        var view = new View(memory, 0, 2, 2);
        device.Copy(view, view);
        device.Dispose();
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Read(new float[4]));
        Assert.Throws<ObjectDisposedException>(() => device.Allocate(1));
        Assert.Throws<ObjectDisposedException>(() => device.Copy(view, view));
        Assert.Throws<ObjectDisposedException>(device.Synchronize);
        memory.Dispose();
    }

    [Fact]
    public void OperandOfAnotherDevice_IsRefused()
    {
        using var one = Device.Open(DeviceKind.Simulator);
        using var other = Device.Open(DeviceKind.Cpu);
        using var here = one.Allocate(4);
        using var there = other.Allocate(4);
        Assert.Throws<ArgumentException>(() => one.Copy(new View(there, 0, 2, 2), new View(here, 0, 2, 2)));
    }
}
