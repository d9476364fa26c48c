using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Bilinear.Devices;
using Bilinear.Kernels.Cpu;

namespace Bilinear.Linalg;

/// <summary>
/// Threads for jobs that are closures: what a decomposition computes with beside a device's kernels. Whoever computes from weights
/// enters the workers of their device (<see cref="DeviceOptions.Threads"/>), and everything below, which knows no device, takes
/// those that its thread has entered. Chunks are cut by shape alone, so results do not depend on the number of threads. A job
/// within a job runs on the thread that begins it, so there are never more threads than were asked for.
/// </summary>
internal sealed class Workers
{
    // One for each number of threads, as long as the process runs: threads that sleep cost nothing, and starting them costs more
    // than most decompositions.
    private static readonly ConcurrentDictionary<int, Lazy<Workers>> Started = new();

    [ThreadStatic]
    private static Workers? _entered;

    private readonly WorkerPool _pool;
    private readonly Scratch _unused = new();
    private long _jobs;

    private Workers(int threads) => _pool = new WorkerPool(threads);

    /// <summary>The calling thread by itself.</summary>
    public static Workers Alone => Of(1);

    /// <summary>The workers that the calling thread has entered; those of one thread for each core if it has entered none.</summary>
    public static Workers Current => _entered ?? Of(Environment.ProcessorCount);

    /// <summary>The number of threads, including the calling one.</summary>
    public int Threads => _pool.Threads;

    /// <summary>How many jobs of several chunks were run, by any thread.</summary>
    public long Jobs => Volatile.Read(ref _jobs);

    /// <summary>The workers of a device, for what is computed beside its kernels.</summary>
    public static Workers Of(Device device) => Of(device.Threads);

    public static Workers Of(int threads) => Started.GetOrAdd(threads, count => new Lazy<Workers>(() => new Workers(count))).Value;

    /// <summary>Runs chunks 0 … chunks − 1 on the <see cref="Current"/> workers.</summary>
    public static void For(int chunks, Action<int> body) => Current.Run(chunks, body);

    /// <summary>Makes these the <see cref="Current"/> ones of the calling thread, until the scope is disposed.</summary>
    public Scope Enter() => new(this);

    /// <summary>The function as it runs on these workers, whatever the thread that calls it has entered: for what is computed when it is first asked for.</summary>
    public Func<T> Within<T>(Func<T> compute) => () =>
    {
        using var entered = Enter();
        return compute();
    };

    /// <summary>Keeps idle threads awake until the hold is disposed, for a row of jobs with short serial parts between them.</summary>
    public WorkerPool.Hold Hold() => _pool.KeepAwake();

    /// <summary>Opens the CPU with these threads. Whatever a job calls on it runs on the thread of the call.</summary>
    public CpuDevice OpenDevice() => new(_pool);

    /// <summary>Runs chunks 0 … chunks − 1 in any order, and returns when all are done. An exception of a chunk is thrown here.</summary>
    public void Run(int chunks, Action<int> body)
    {
        if (chunks == 1)
        {
            body(0);
            return;
        }

        Interlocked.Increment(ref _jobs);
        var handle = GCHandle.Alloc(new Closure(this, body));
        try
        {
            var job = new ClosureJob { Closure = handle };
            _pool.Run(ref job, chunks, _unused);
        }
        finally
        {
            handle.Free();
        }
    }

    private sealed record Closure(Workers Workers, Action<int> Body);

    private struct ClosureJob : IJob
    {
        public GCHandle Closure;

        public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, Kernels.IVector<TVector>
        {
            var (workers, body) = (Closure)Closure.Target!;
            using var entered = workers.Enter();
            body(chunk);
        }
    }

    /// <summary>While it is not disposed, the thread that made it computes with some workers. It is disposed by that thread.</summary>
    public readonly ref struct Scope : IDisposable
    {
        private readonly Workers? _before;

        public Scope(Workers workers) => (_before, _entered) = (_entered, workers);

        public void Dispose() => _entered = _before;
    }
}
