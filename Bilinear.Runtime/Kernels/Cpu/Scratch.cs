using System.Runtime.InteropServices;
using Bilinear.Devices;

namespace Bilinear.Kernels.Cpu;

/// <summary>A growing block of native floats for one thread at a time: what a kernel needs between reading and writing.</summary>
/// <param name="allocate">Where a block of so many floats comes from; else from the C library, aligned to a cache line.</param>
internal sealed unsafe class Scratch(Func<long, SafeHandle>? allocate = null) : IDisposable
{
    private readonly Func<long, SafeHandle> _allocate = allocate ?? NativeBlock.Allocate;
    private SafeHandle? _block;
    private long _length;

    /// <summary>At least so many floats; whatever stood there is lost when it grows.</summary>
    /// <exception cref="DeviceException">There are not so many left.</exception>
    public float* Reserve(long length)
    {
        if (_block is null || length > _length)
        {
            Dispose();
            _block = _allocate(length);
            _length = length;
        }
        return (float*)_block.DangerousGetHandle();
    }

    public void Dispose()
    {
        _block?.Dispose();
        _block = null;
        _length = 0;
    }
}
