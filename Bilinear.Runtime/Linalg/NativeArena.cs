using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bilinear.Linalg;

/// <summary>Native memory, zeroed and aligned to a cache line, from which arrays are taken one after the other.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private const int Alignment = 64;

    private byte* _start;
    private long _taken;
    private readonly long _size;

    public NativeArena(long size)
    {
        _size = size;
        _start = (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment);
        NativeMemory.Clear(_start, (nuint)size);
    }

    ~NativeArena() => Free();

    /// <summary>The number of bytes that an array takes, with its alignment.</summary>
    public static long SizeOf<T>(long count) where T : unmanaged => ((count * sizeof(T)) + Alignment - 1) / Alignment * Alignment;

    public T* Take<T>(long count) where T : unmanaged
    {
        var array = _start + _taken;
        _taken += SizeOf<T>(count);
        return _taken <= _size ? (T*)array : throw new UnreachableException($"{_taken} bytes were taken of {_size}.");
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
