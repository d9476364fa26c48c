using Bilinear.Kernels.Gpu;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Bilinear.Devices.Gpu;

/// <summary>An accelerator that a driver reports, or the simulator.</summary>
/// <param name="Index">The number of the device among those of its kind.</param>
/// <param name="NotUsed">Why the device cannot be opened; null if it can be.</param>
/// <param name="IsForAuto">Whether <see cref="DeviceKind.Auto"/> may take the device: not a CPU behind OpenCL, on which the CPU's own kernels are faster, nor the simulator.</param>
internal sealed record GpuCandidate(DeviceKind Kind, int Index, ILGPU.Runtime.Device Device, string? NotUsed, bool IsForAuto)
{
    /// <summary>The size of its memory, in bytes.</summary>
    public long Memory => Kind == DeviceKind.Simulator ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : Device.MemorySize;

    public static GpuCandidate Of(CudaDevice device, int index)
    {
        var notUsed = device.InstructionSet is null ? "its driver is too old for it: update it" : null;
        return new(DeviceKind.Cuda, index, device, notUsed, true);
    }

    public static GpuCandidate Of(CLDevice device, int index)
    {
        var notUsed = device switch
        {
            { MaxNumThreadsPerGroup: < Groups.Threads } => $"its groups hold {device.MaxNumThreadsPerGroup} threads, and the kernels need {Groups.Threads}",
            { Capabilities.GenericAddressSpace: true } => null,
            _ when !Pocl.Is(device) => "it has no generic address space: OpenCL 2.0 with it is needed, so update its driver",
            _ => Pocl.IsSwitchedOn ? null : $"set {Pocl.Switch}=1",
        };
        return new(DeviceKind.OpenCl, index, device, notUsed, !device.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_CPU));
    }

    /// <summary>Describes ILGPU's own simulator, which runs each thread of a group on a thread of the host.</summary>
    public static GpuCandidate Simulator() => new(DeviceKind.Simulator, 0, new CPUDevice(16, Groups.Threads / 16, 1), null, false);

    /// <exception cref="DeviceException">The device cannot be used, or its driver refuses.</exception>
    public IlgpuDevice Open()
    {
        if (NotUsed is not null)
            throw new DeviceException($"{Device.Name} is not used: {NotUsed}.");
        // Below O2 PoCL rejects what ILGPU writes; inlined throughout, no kernel passes views or registers to a function.
        var context = Context.Create(builder =>
        {
            builder.Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive);
            if (Kind == DeviceKind.Simulator)
                builder.Assertions();
        });
        try
        {
            if (Device is CLDevice opencl && Pocl.Is(opencl))
                Pocl.GrantGenericAddressSpace(opencl);
            return new(Kind, context, Device.CreateAccelerator(context));
        }
        catch (Exception e) when (e is AcceleratorException or NotSupportedException)
        {
            context.Dispose();
            throw new DeviceException($"{Device.Name} cannot be opened: {e.Message} Update its driver, or use the CPU.", e);
        }
    }
}
