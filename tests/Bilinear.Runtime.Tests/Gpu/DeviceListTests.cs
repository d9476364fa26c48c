using Bilinear.Devices;

namespace Bilinear.Runtime.Tests.Gpu;

public sealed class DeviceListTests
{
    [Fact]
    public void List_HasTheCpuAndTheSimulator_AndOneDeviceThatAutoTakes()
    {
        var list = Device.List();
        Assert.Contains(list, device => device is { Kind: DeviceKind.Cpu, IsUsable: true });
        Assert.Contains(list, device => device is { Kind: DeviceKind.Simulator, IsUsable: true });
        Assert.Single(list, device => device.IsAuto);
        Assert.All(list, device => Assert.NotEmpty(device.Name));
        Assert.All(list, device => Assert.NotEqual("", device.NotUsed));
    }

    [Fact]
    public void Auto_OpensWhatTheListSays()
    {
        var auto = Device.List().Single(device => device.IsAuto);
        using var device = Device.Open(DeviceKind.Auto);
        Assert.Equal(auto.Kind, device.Kind);
        Assert.Equal(auto.Name, device.Name);
    }

    [Fact]
    public void UnusableDevice_IsRefusedWithItsReason()
    {
        var unusable = Device.List().FirstOrDefault(device => !device.IsUsable);
        Assert.SkipWhen(unusable is null, "Every device of this machine can be used.");
        var refusal = Assert.Throws<DeviceException>(() => Device.Open(unusable!.Kind, new DeviceOptions { Index = unusable.Index }));
        Assert.Contains(unusable.NotUsed!, refusal.Message);
    }

    [Fact]
    public void MissingCard_IsRefusedWithASentence()
    {
        Assert.SkipWhen(Device.List().Any(device => device.Kind == DeviceKind.Cuda), "This machine has a CUDA card.");
        var refusal = Assert.Throws<DeviceException>(() => Device.Open(DeviceKind.Cuda));
        Assert.Equal("No CUDA device was found: install NVIDIA's driver, or use the CPU.", refusal.Message);
    }

    [Fact]
    public void WrongName_IsRefusedWithTheNamesThereAre()
    {
        var refusal = Assert.Throws<DeviceException>(() => Device.Open(DeviceKind.Simulator, new DeviceOptions { Name = "no such card" }));
        Assert.Contains("0: CPUAccelerator", refusal.Message);
    }

    [Theory]
    [InlineData(DeviceKind.Auto)]
    [InlineData(DeviceKind.Cpu)]
    public void Refuses_an_index_or_a_name_where_there_is_nothing_to_pick(DeviceKind kind)
    {
        Assert.Throws<ArgumentException>(() => Device.Open(kind, new DeviceOptions { Index = 1 }));
        Assert.Throws<ArgumentException>(() => Device.Open(kind, new DeviceOptions { Name = "zen" }));
    }

    [Fact]
    public void Name_SelectsByPartOfIt()
    {
        using var device = Device.Open(DeviceKind.Simulator, new DeviceOptions { Name = "cpuacc", Index = 0 });
        Assert.Equal(DeviceKind.Simulator, device.Kind);
    }
}
