using System.Runtime.CompilerServices;
using ILGPU.Runtime.OpenCL;

namespace Bilinear.Devices.Gpu;

/// <summary>
/// PoCL, an OpenCL on the CPU: the way to test GPU kernels on any machine. Its version 3 runs ILGPU's kernels but does not
/// report the generic address space that ILGPU asks for, so it is used only on request.
/// </summary>
internal static class Pocl
{
    public const string Switch = "BILINEAR_POCL";

    public static bool IsSwitchedOn => Environment.GetEnvironmentVariable(Switch) == "1";

    public static bool Is(CLDevice device) => device.PlatformName == "Portable Computing Language";

    /// <summary>Says in its place that it has what it has; the setter is ILGPU's own secret.</summary>
    public static void GrantGenericAddressSpace(CLDevice device) => SetGenericAddressSpace(device.Capabilities, true);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    private static extern void SetGenericAddressSpace(CLCapabilityContext capabilities, bool value);
}
