using System.Runtime.InteropServices;
using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu;

/// <summary>
/// A kernel call that is running: the memory that it holds and the working memory that it needs. Calls are reused, so that only
/// the first ones allocate.
/// </summary>
/// <param name="allocate">Allocates working memory.</param>
internal sealed unsafe class Call(CpuDevice device, WorkerPool pool, Func<long, SafeHandle> allocate) : IDisposable
{
    // The adjoint of attention has the most operands.
    private readonly CpuMemory[] _held = new CpuMemory[11];
    private readonly Scratch _local = new(allocate);
    private readonly Scratch _shared = new(allocate);
    private readonly Scratch _lasting = new(allocate);
    private int _count;

    /// <summary>The number of threads that may share the chunks of a job.</summary>
    public int Threads => pool.Threads;

    /// <summary>Gives the start of a view, whose memory cannot be freed before the call ends; null for no view.</summary>
    public Strided Hold(View view)
    {
        if (view.IsNone)
            return default;
        var memory = (CpuMemory)view.Memory;
        var start = memory.Hold();
        _held[_count++] = memory;
        return new Strided(start + view.Offset, view.RowStride);
    }

    /// <summary>Gives working memory that all threads of the call share. It is valid until this is called again.</summary>
    public float* Shared(long length) => _shared.Reserve(length);

    /// <summary>Gives working memory as <see cref="Shared"/> does, and apart from it: for a call of several products, which use that themselves.</summary>
    public float* Lasting(long length) => _lasting.Reserve(length);

    /// <summary>Runs a job on the calling thread and the workers that are free.</summary>
    public void Run<TJob>(ref TJob job, int chunks) where TJob : unmanaged, IJob => pool.Run(ref job, chunks, _local);

    /// <summary>Releases the memory that the call holds, and returns the call to the device.</summary>
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
        _lasting.Dispose();
    }
}
