using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Gpu;

/// <summary>What must hold of a process that has done nothing else yet: each explicit test is run in one of its own.</summary>
public sealed class FreshProcessTests
{
    [Fact]
    public Task OpeningTheCpu_LoadsNoIlgpu() => RunAlone(nameof(CpuAlone));

    [Fact]
    public Task WhereNoDriverIsFound_AutoTakesTheCpu_AndOpenClIsRefusedWithASentence() =>
        RunAlone(nameof(NoDrivers), ("OCL_ICD_VENDORS", "/nowhere"), ("CUDA_VISIBLE_DEVICES", "-1"));

    [Fact(Explicit = true)]
    public void CpuAlone()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var memory = device.Allocate(3);
        memory.Write([2f, 3f]);
        device.Product(new View(memory, 0, 1, 1), new View(memory, 1, 1, 1), new View(memory, 2, 1, 1));
        var product = new float[1];
        memory.Read(product, offset: 2);
        Assert.Equal(6, product[0]);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name!.StartsWith("ILGPU", StringComparison.Ordinal));
    }

    [Fact(Explicit = true)]
    public void NoDrivers()
    {
        Assert.Equal([DeviceKind.Cpu, DeviceKind.Simulator], Device.List().Select(device => device.Kind));
        using var device = Device.Open(DeviceKind.Auto);
        Assert.Equal(DeviceKind.Cpu, device.Kind);
        var refusal = Assert.Throws<DeviceException>(() => Device.Open(DeviceKind.OpenCl));
        Assert.StartsWith("No OpenCL device was found:", refusal.Message);
    }

    private static Task RunAlone(string test, params (string Name, string Value)[] environment) =>
        FreshProcess.RunTests(["-explicit", "only", "-method", $"{typeof(FreshProcessTests).FullName}.{test}"], environment);
}
