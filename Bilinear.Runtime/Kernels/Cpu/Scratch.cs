using System.Runtime.InteropServices;
using Bilinear.Devices;

namespace Bilinear.Kernels.Cpu;

/// <summary>A growing block of native floats for one thread at a time: what a kernel needs between reading and writing.</summary>
internal sealed unsafe class Scratch : IDisposable
{
    private float* _start;
    private long _length;

    ~Scratch() => Free();

    /// <summary>At least so many floats, aligned to a cache line; whatever stood there is lost when it grows.</summary>
    public float* Reserve(long length)
    {
        if (length <= _length)
            return _start;
        Free();
        try
        {
            _start = (float*)NativeMemory.AlignedAlloc(checked((nuint)length * sizeof(float)), NativeBlock.Alignment);
        }
        catch (OutOfMemoryException e)
        {
            throw new DeviceException($"A kernel needs {length * sizeof(float) >> 20} MiB of working memory, which are not free: use a smaller batch.", e);
        }
        _length = length;
        return _start;
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
        _length = 0;
    }
}
