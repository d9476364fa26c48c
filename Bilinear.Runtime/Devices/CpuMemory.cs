using System.Runtime.InteropServices;

namespace Bilinear.Devices;

/// <summary>
/// Native memory, aligned to a cache line. A kernel holds what it works on: disposing it meanwhile frees it when the kernel
/// is done.
/// </summary>
internal sealed unsafe class CpuMemory(CpuDevice device, long length) : DeviceMemory(device, length)
{
    /// <summary>A cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    private readonly NativeBlock _block = NativeBlock.Allocate(length);

    /// <summary>Its start, valid until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public float* Hold()
    {
        var held = false;
        _block.DangerousAddRef(ref held);
        return (float*)_block.DangerousGetHandle();
    }

    public void Release() => _block.DangerousRelease();

    public override void Write(ReadOnlySpan<float> source, long offset = 0) =>
        Copy(MemoryMarshal.AsBytes(source), offset);

    public override void Write(ReadOnlySpan<int> source, long offset = 0) =>
        Copy(MemoryMarshal.AsBytes(source), offset);

    public override void Read(Span<float> destination, long offset = 0)
    {
        Check(destination.Length, offset, nameof(destination));
        var start = Hold();
        new ReadOnlySpan<float>(start + offset, destination.Length).CopyTo(destination);
        Release();
    }

    public override void Clear()
    {
        var start = Hold();
        NativeMemory.Clear(start, (nuint)Length * sizeof(float));
        Release();
    }

    public override void Dispose() => _block.Dispose();

    private void Copy(ReadOnlySpan<byte> source, long offset)
    {
        Check(source.Length / sizeof(float), offset, nameof(source));
        var start = Hold();
        source.CopyTo(new Span<byte>(start + offset, source.Length));
        Release();
    }

    private void Check(int count, long offset, string name)
    {
        if (offset < 0 || offset > Length - count)
            throw new ArgumentOutOfRangeException(name, $"{count} cells at {offset} reach outside the memory's {Length}.");
    }

    /// <summary>The block itself; the runtime frees it when nobody can reach it any more.</summary>
    private sealed class NativeBlock : SafeHandle
    {
        private void* _allocation;
        private long _bytes;

        private NativeBlock()
            : base(0, ownsHandle: true)
        {
        }

        public override bool IsInvalid => handle == 0;

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
                var allocation = NativeMemory.AllocZeroed((nuint)bytes);
                var block = new NativeBlock { _allocation = allocation, _bytes = bytes };
                block.SetHandle((nint)allocation + Alignment - 1 & -Alignment);
                GC.AddMemoryPressure(bytes);
                return block;
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
}
