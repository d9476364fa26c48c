using System.Runtime.InteropServices;
using Bilinear.Devices;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>
/// A block of memory between two pages that may not be touched, flush with one of them: a kernel that reads or writes one
/// cell beyond it is killed by the system, whatever it does with the value.
/// </summary>
internal sealed partial class GuardedBlock : SafeHandle
{
    private const int None = 0;
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;

    private readonly nint _mapping;
    private readonly nint _size;

    private GuardedBlock(long length, bool atEnd)
        : base(0, ownsHandle: true)
    {
        if (length > 1L << 40)
            throw new DeviceException("No system has so much memory.");
        var bytes = (nint)length * sizeof(float);
        nint page = Environment.SystemPageSize;
        var inner = Math.Max(page, (bytes + page - 1) / page * page);
        _size = inner + 2 * page;
        _mapping = Map(0, _size, None, PrivateAndAnonymous, -1, 0);
        if (_mapping == -1 || Protect(_mapping + page, inner, ReadAndWrite) != 0)
            throw new DeviceException($"{Marshal.GetLastPInvokeErrorMessage()}.");
        SetHandle(_mapping + page + (atEnd ? inner - bytes : 0));
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Floats after which nothing may be touched.</summary>
    public static GuardedBlock AtEnd(long length) => new(length, atEnd: true);

    /// <summary>Floats before which nothing may be touched.</summary>
    public static GuardedBlock AtStart(long length) => new(length, atEnd: false);

    protected override bool ReleaseHandle() => Unmap(_mapping, _size) == 0;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint size, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nint size, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nint size);
}
