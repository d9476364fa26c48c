using System.Runtime.CompilerServices;
using Bilinear.Text;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Bilinear.Devices.Gpu;

/// <summary>Opens and lists devices through ILGPU. Nothing of ILGPU is loaded before one of these methods is called, and no signature names it.</summary>
internal static class GpuDevices
{
    private const string NoCuda = "No CUDA device was found: install NVIDIA's driver, or use the CPU.";
    private const string NoOpenCl = "No OpenCL device was found: install the vendor's OpenCL driver and, on Linux, libOpenCL.so, or use the CPU.";

    /// <summary>Held while devices are looked for, opened and closed: PoCL crashes the process when two threads do so at once.</summary>
    internal static readonly Lock Drivers = new();

    /// <summary>Lists the devices that the drivers report, CUDA first, and the simulator.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static DeviceEntry[] List()
    {
        using var _ = Drivers.EnterScope();
        var all = Find();
        var auto = all.Find(device => device.IsForAuto && device.NotUsed is null);
        return [.. all.Select(device => new DeviceEntry(device.Kind, device.Index, device.Device.Name, device.Memory, device.NotUsed, ReferenceEquals(device, auto)))];
    }

    /// <summary>Opens the device that <see cref="DeviceKind.Auto"/> takes; null if there is none, and the CPU is taken.</summary>
    /// <exception cref="DeviceException">There is a device, but its driver refuses.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Device? OpenAuto()
    {
        using var _ = Drivers.EnterScope();
        return Find().Find(device => device.IsForAuto && device.NotUsed is null)?.Open();
    }

    /// <summary>Opens the device of a kind that has the index and the part of a name, or the first of them that can be used.</summary>
    /// <exception cref="DeviceException">There is no such device, or it cannot be used.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Device Open(DeviceKind kind, DeviceOptions options)
    {
        using var _ = Drivers.EnterScope();
        var all = Find().FindAll(device => device.Kind == kind);
        if (all.Count == 0)
            throw new DeviceException(kind == DeviceKind.Cuda ? NoCuda : NoOpenCl);
        var named = all.FindAll(device =>
            (options.Index is null || device.Index == options.Index)
            && (options.Name is null || device.Device.Name.Contains(options.Name, StringComparison.OrdinalIgnoreCase)));
        if (named.Count == 0)
            throw new DeviceException($"No {kind} device answers to that index or name; there is {ForeignText.Join(", ", [.. all.Select(device => $"{device.Index}: {ForeignText.Shorten(device.Device.Name)}")])}.");
        return (named.Find(device => device.NotUsed is null) ?? named[0]).Open();
    }

    private static List<GpuCandidate> Find() =>
    [
        .. CudaDevice.GetDevices(_ => true).Cast<CudaDevice>().Select(GpuCandidate.Of),
        .. CLDevice.GetDevices(_ => true).Cast<CLDevice>().Select(GpuCandidate.Of),
        GpuCandidate.Simulator(),
    ];
}
