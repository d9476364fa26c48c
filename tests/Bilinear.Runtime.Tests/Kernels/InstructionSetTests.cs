using Bilinear.Runtime.Tests.Linalg;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>The kernels once more, as on processors with narrower vectors, and with none.</summary>
public sealed class InstructionSetTests
{
    private static readonly string[] Classes =
    [
        "-class", typeof(CpuKernelTests).FullName!,
        "-class", typeof(CpuDeviceTests).FullName!,
        "-class", typeof(PointwiseTests).FullName!,
        "-class", typeof(EigenBoundsTests).FullName!,
        .. OperatingSystem.IsLinux() ? ["-class", typeof(GuardedAtEndKernelTests).FullName!, "-class", typeof(GuardedAtStartKernelTests).FullName!] : (string[])[],
    ];

    // Its steps take minutes without any intrinsics.
    private static readonly string[] WithAllocation = [.. Classes, "-class", typeof(CpuAllocationTests).FullName!];

    [Fact]
    public Task NoAvx512() => FreshProcess.RunTests(WithAllocation, ("DOTNET_EnableAVX512", "0"));

    [Fact]
    public Task NoAvx2() => FreshProcess.RunTests(WithAllocation, ("DOTNET_EnableAVX2", "0"));

    [Fact]
    public Task NoIntrinsics() => FreshProcess.RunTests(Classes, ("DOTNET_EnableHWIntrinsic", "0"));
}
