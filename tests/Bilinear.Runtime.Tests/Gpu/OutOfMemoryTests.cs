using Bilinear.Devices;
using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Gpu;

public sealed class OutOfMemoryTests(OpenClFixture fixture) : IClassFixture<OpenClFixture>
{
    [Fact]
    public void MoreMemoryThanThereIs_IsRefusedWithASentence()
    {
        var device = fixture.Device;
        var refusal = Assert.Throws<DeviceException>(() => device.Allocate(1L << 40));
        Assert.Contains("use a smaller batch", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void DeviceWorksOn_AfterItRefused()
    {
        var device = fixture.Device;
        Assert.Throws<DeviceException>(() => device.Allocate(1L << 40));
        using var memory = device.Allocate(3);
        memory.Write([1f, 2f, 3f]);
        var cells = new float[3];
        memory.Read(cells);
        Assert.Equal([1, 2, 3], cells);
    }
}
