using System.Runtime.InteropServices;
using Bilinear.Devices;
using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>
/// Every CPU kernel with every operand, packed weights among them, flush with a page that may not be touched. An access
/// beyond one ends the process, with the kernel on the stack that is printed.
/// </summary>
public abstract class GuardedKernelTests(DeviceFixture fixture) : KernelTests(fixture)
{
    protected override bool HasMargins => false;
}

public sealed class GuardedAtEndKernelTests(GuardedAtEndFixture fixture) : GuardedKernelTests(fixture), IClassFixture<GuardedAtEndFixture>;

public sealed class GuardedAtStartKernelTests(GuardedAtStartFixture fixture) : GuardedKernelTests(fixture), IClassFixture<GuardedAtStartFixture>;

public sealed class GuardedAtEndFixture() : GuardedFixture(GuardedBlock.AtEnd);

public sealed class GuardedAtStartFixture() : GuardedFixture(GuardedBlock.AtStart);

/// <summary>The CPU with all of its memory guarded.</summary>
public abstract class GuardedFixture(Func<long, SafeHandle> allocate) : DeviceFixture(DeviceKind.Cpu)
{
    protected override Device Create() => OperatingSystem.IsLinux()
        ? new CpuDevice(new DeviceOptions(), allocate)
        : throw new DeviceException("Guard pages are Linux's.");
}
