using Bilinear.Devices;

namespace Bilinear.Runtime.Tests.Gpu;

public sealed class OutOfMemoryTests(OpenClDevice opencl) : IClassFixture<OpenClDevice>
{
    [Fact]
    public void MoreMemoryThanThereIs_IsRefusedWithASentence()
    {
        var refusal = Assert.Throws<DeviceException>(() => opencl.OrSkip().Allocate(1L << 40));
        Assert.Contains("take a smaller batch", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void DeviceWorksOn_AfterItRefused()
    {
        var device = opencl.OrSkip();
        Assert.Throws<DeviceException>(() => device.Allocate(1L << 40));
        using var memory = device.Allocate(3);
        memory.Write([1f, 2f, 3f]);
        var cells = new float[3];
        memory.Read(cells);
        Assert.Equal([1, 2, 3], cells);
    }
}
