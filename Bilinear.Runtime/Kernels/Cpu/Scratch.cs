using System.Runtime.InteropServices;
using Bilinear.Devices;

namespace Bilinear.Kernels.Cpu;

/// <summary>A growing block of native floats that a kernel uses as working memory, for one thread at a time.</summary>
/// <param name="allocate">Allocates a block of so many floats; null allocates from the C library, aligned to a cache line.</param>
internal sealed unsafe class Scratch(Func<long, SafeHandle>? allocate = null) : IDisposable
{
    private readonly Func<long, SafeHandle> _allocate = allocate ?? NativeBlock.Allocate;
    private SafeHandle? _block;
    private long _length;

    /// <summary>Gives at least so many floats. Their contents are lost when the block grows.</summary>
    /// <exception cref="DeviceException">There is not so much memory left.</exception>
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
