using System.Buffers;
using System.Runtime.InteropServices;

namespace Bilinear.Devices;

/// <summary>
/// Native memory. A kernel holds the memory that it works on, so memory that is disposed meanwhile is freed when the kernel
/// has ended.
/// </summary>
/// <param name="block">The block of floats, which is freed with the memory.</param>
internal sealed unsafe class CpuMemory(CpuDevice device, long length, SafeHandle block) : DeviceMemory(device, length)
{
    /// <summary>Gives the start of the memory, which is valid until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been disposed.</exception>
    public float* Hold()
    {
        // A closed handle would name itself, which is a type that no caller knows.
        ObjectDisposedException.ThrowIf(block.IsClosed, typeof(DeviceMemory));
        var held = false;
        block.DangerousAddRef(ref held);
        return (float*)block.DangerousGetHandle();
    }

    public void Release() => block.DangerousRelease();

    public override void Write(ReadOnlySpan<float> source, long offset = 0) =>
        Copy(source, offset);

    public override void Write(ReadOnlySpan<int> source, long offset = 0) =>
        Copy(MemoryMarshal.Cast<int, float>(source), offset);

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

    public override void Dispose() => block.Dispose();

    internal override void Fill<TState>(int count, TState state, SpanAction<float, TState> fill)
    {
        Check(count, 0, nameof(count));
        var start = Hold();
        try
        {
            fill(new Span<float>(start, count), state);
        }
        finally
        {
            Release();
        }
    }

    private void Copy(ReadOnlySpan<float> source, long offset)
    {
        Check(source.Length, offset, nameof(source));
        var start = Hold();
        source.CopyTo(new Span<float>(start + offset, source.Length));
        Release();
    }

    private void Check(int count, long offset, string name)
    {
        if (offset < 0 || offset > Length - count)
            throw new ArgumentOutOfRangeException(name, $"{count} cells at {offset} reach outside the memory's {Length}.");
    }
}
