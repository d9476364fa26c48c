using System.Runtime.InteropServices;

namespace Bilinear.Devices;

/// <summary>A block of native floats, all zero, aligned to a cache line; the runtime frees it when nobody can reach it any more.</summary>
internal sealed unsafe class NativeBlock : SafeHandle
{
    /// <summary>The size of a cache line, and of the widest vector.</summary>
    public const int Alignment = 64;

    private readonly void* _allocation;
    private readonly long _bytes;

    private NativeBlock(void* allocation, long bytes)
        : base(0, ownsHandle: true)
    {
        _allocation = allocation;
        _bytes = bytes;
        SetHandle((nint)allocation + Alignment - 1 & -Alignment);
        GC.AddMemoryPressure(bytes);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Allocates a block of so many floats.</summary>
    /// <exception cref="DeviceException">There is not so much memory left.</exception>
    public static NativeBlock Allocate(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (length > (available - Alignment) / sizeof(float))
            throw TooLarge(length, null);
        try
        {
            // calloc hands out fresh pages as they are, so a large block costs nothing until it is used.
            var bytes = length * sizeof(float) + Alignment;
            return new NativeBlock(NativeMemory.AllocZeroed((nuint)bytes), bytes);
        }
        catch (OutOfMemoryException e)
        {
            throw TooLarge(length, e);
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free(_allocation);
        GC.RemoveMemoryPressure(_bytes);
        return true;
    }

    private static DeviceException TooLarge(long length, Exception? inner) =>
        new($"The CPU has no {length / (double)(1L << 28):0.###} GiB of memory free: use a smaller batch or model.", inner);
}
