using System.Runtime.CompilerServices;
using ILGPU.Runtime.OpenCL;

namespace Bilinear.Devices.Gpu;

/// <summary>
/// Recognises PoCL, an OpenCL on the CPU, with which GPU kernels can be tested on any machine. Its version 3 runs ILGPU's
/// kernels but does not report the generic address space that ILGPU asks for, so it is used only on request.
/// </summary>
internal static class Pocl
{
    public const string Switch = "BILINEAR_POCL";

    public static bool IsSwitchedOn => Environment.GetEnvironmentVariable(Switch) == "1";

    public static bool Is(CLDevice device) => device.PlatformName == "Portable Computing Language";

    /// <summary>Sets the generic address space that PoCL has and does not report, through a setter that ILGPU keeps private.</summary>
    public static void GrantGenericAddressSpace(CLDevice device) => SetGenericAddressSpace(device.Capabilities, true);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    private static extern void SetGenericAddressSpace(CLCapabilityContext capabilities, bool value);
}
