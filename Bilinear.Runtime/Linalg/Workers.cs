using System.Runtime.InteropServices;
using Bilinear.Kernels.Cpu;

namespace Bilinear.Linalg;

/// <summary>
/// A thread pool for jobs that are closures. Chunks are cut by shape alone, so results do not depend on the number of threads; a
/// job started within a job runs on the same thread.
/// </summary>
internal sealed class Workers(int threads) : IDisposable
{
    // Some milliseconds: a pool lives for one call, and waking a thread takes longer than most of a call's serial parts.
    private const int Spins = 1 << 14;

    private readonly WorkerPool _pool = new(threads, Spins);
    private readonly Scratch _unused = new();

    public int Threads { get; } = threads;

    /// <summary>Runs chunks 0 … chunks − 1 in any order, and returns when all are done.</summary>
    public void Run(int chunks, Action<int> body)
    {
        if (chunks == 1)
        {
            body(0);
            return;
        }

        var handle = GCHandle.Alloc(body);
        try
        {
            var job = new ClosureJob { Body = handle };
            _pool.Run(ref job, chunks, _unused);
        }
        finally
        {
            handle.Free();
        }
    }

    public void Dispose()
    {
        _pool.Dispose();
        _unused.Dispose();
    }

    private struct ClosureJob : IJob
    {
        public GCHandle Body;

        public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, Kernels.IVector<TVector> =>
            ((Action<int>)Body.Target!)(chunk);
    }
}
