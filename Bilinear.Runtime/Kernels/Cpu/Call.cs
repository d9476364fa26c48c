using System.Runtime.InteropServices;
using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu;

/// <summary>
/// One kernel call on its way: the memory that it holds and the working memory that it needs. Calls are kept and used again,
/// so that only the first allocate.
/// </summary>
/// <param name="allocate">Where working memory comes from.</param>
internal sealed unsafe class Call(CpuDevice device, WorkerPool pool, Func<long, SafeHandle> allocate) : IDisposable
{
    // Two factors and the seven element-wise operands are the most.
    private readonly CpuMemory[] _held = new CpuMemory[9];
    private readonly Scratch _local = new(allocate);
    private readonly Scratch _shared = new(allocate);
    private int _count;

    /// <summary>Threads that may share its chunks.</summary>
    public int Threads => pool.Threads;

    /// <summary>Where a view starts; its memory cannot be freed before the call ends. Null for no view.</summary>
    public Strided Hold(View view)
    {
        if (view.IsNone)
            return default;
        var memory = (CpuMemory)view.Memory;
        var start = memory.Hold();
        _held[_count++] = memory;
        return new Strided(start + view.Offset, view.RowStride);
    }

    /// <summary>Working memory that all threads of the call see; valid until the next asking.</summary>
    public float* Shared(long length) => _shared.Reserve(length);

    /// <summary>Runs a job on the calling thread and whatever workers are free.</summary>
    public void Run<TJob>(ref TJob job, int chunks) where TJob : unmanaged, IJob => pool.Run(ref job, chunks, _local);

    /// <summary>Lets go of what is held, and hands itself back to the device.</summary>
    public void Dispose()
    {
        while (_count > 0)
        {
            _held[--_count].Release();
            _held[_count] = null!;
        }
        device.Return(this);
    }

    /// <summary>Frees the working memory.</summary>
    public void Free()
    {
        _local.Dispose();
        _shared.Dispose();
    }
}
