using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Bilinear.Devices;

namespace Bilinear.Kernels.Cpu;

/// <summary>
/// Keeps threads that help a caller with the chunks of a job. Each takes the next chunk from one counter, so a thread that lost
/// its core delays only one chunk. Between jobs they spin for some 100 µs, which spans the gap between two kernels of a step that
/// share their work, and then sleep. One job has the pool at a time: a second caller runs its chunks alone, with the same result.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    private const int Spins = 600;
    private const int SpinLength = 20;

    // Some milliseconds, while a caller says that its next job is near: waking a thread takes longer than its serial parts.
    private const int HeldSpins = 1 << 14;

    private readonly Func<long, SafeHandle>? _allocate;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private int _busy;
    private int _parked;
    private int _holds;
    private volatile bool _stopping;

    // The job. Written only while _open is 0 and _active is 0; a worker reads it only while it counts in _active.
    private delegate*<void*, int, Scratch, void> _body;
    private void* _job;
    private int _chunks;
    private int _next;
    private int _active;
    private Exception? _failure;

    // The number of the job that may be joined; 0 for none.
    private int _open;
    private int _lastJob;

    /// <param name="threads">The number of threads that compute, including the calling thread.</param>
    /// <param name="allocate">Allocates each worker's scratch memory; null allocates from the C library.</param>
    /// <exception cref="DeviceException">The system cannot start so many threads.</exception>
    public WorkerPool(int threads, Func<long, SafeHandle>? allocate = null)
    {
        _allocate = allocate;
        _threads = new Thread[threads - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"Bilinear worker {i + 1}" };
            try
            {
                _threads[i].Start();
            }
            catch (Exception refusal) when (refusal is OutOfMemoryException or ThreadStartException)
            {
                Stop(_threads.AsSpan(0, i));
                throw new DeviceException($"The CPU was to compute with {threads} threads, and the system gives no more than {i + 1}: ask for fewer.", refusal);
            }
        }
    }

    /// <summary>The number of threads that compute, including the calling thread.</summary>
    public int Threads => _threads.Length + 1;

    /// <summary>Runs chunks 0 … chunks−1 and returns when all have run. An exception of a chunk is thrown here.</summary>
    /// <param name="scratch">The scratch memory of the calling thread; each worker has its own.</param>
    public void Run<TJob>(ref TJob job, int chunks, Scratch scratch) where TJob : unmanaged, IJob
    {
        fixed (TJob* pointer = &job)
        {
            var body = Simd.Body<TJob>();
            if (chunks > 1 && _threads.Length > 0 && Interlocked.CompareExchange(ref _busy, 1, 0) == 0)
            {
                Share(body, pointer, chunks, scratch);
                return;
            }
            for (var chunk = 0; chunk < chunks; chunk++)
                body(pointer, chunk, scratch);
        }
    }

    /// <summary>Keeps idle workers from sleeping until the hold is disposed, for a caller with short serial parts between its jobs.</summary>
    public Hold KeepAwake() => new(this);

    public void Dispose() => Stop(_threads);

    private void Stop(ReadOnlySpan<Thread> started)
    {
        _stopping = true;
        _wake.Release(started.Length + 1);
        foreach (var thread in started)
            thread.Join();
        _wake.Dispose();
    }

    private void Share(delegate*<void*, int, Scratch, void> body, void* job, int chunks, Scratch scratch)
    {
        _body = body;
        _job = job;
        _chunks = chunks;
        _next = -1;
        _lastJob = _lastJob == int.MaxValue ? 1 : _lastJob + 1;
        Interlocked.Exchange(ref _open, _lastJob);
        Wake(chunks - 1);
        RunChunks(scratch);

        // Either a late worker sees that the job is closed, or we see that the worker is in it: both sides write, then read.
        Interlocked.Exchange(ref _open, 0);
        var spin = new SpinWait();
        while (Volatile.Read(ref _active) != 0)
            spin.SpinOnce(sleep1Threshold: -1);
        var failure = _failure;
        _failure = null;
        Volatile.Write(ref _busy, 0);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private void RunChunks(Scratch scratch)
    {
        try
        {
            for (int chunk; (chunk = Interlocked.Increment(ref _next)) < _chunks;)
                _body(_job, chunk, scratch);
        }
        catch (Exception e)
        {
            // The caller throws the exception once no thread works on its stack any more.
            Interlocked.CompareExchange(ref _failure, e, null);
            Volatile.Write(ref _next, _chunks);
        }
    }

    private void Work()
    {
        using var scratch = new Scratch(_allocate);
        var last = 0;
        var spins = 0;
        while (!_stopping)
        {
            if (HasWork(last))
            {
                last = Join(scratch);
                spins = 0;
            }
            else if (spins++ < (Volatile.Read(ref _holds) > 0 ? HeldSpins : Spins))
            {
                Thread.SpinWait(SpinLength);
            }
            else
            {
                Park(last);
                spins = 0;
            }
        }
    }

    private bool HasWork(int last)
    {
        var open = Volatile.Read(ref _open);
        return open != 0 && open != last;
    }

    private int Join(Scratch scratch)
    {
        Interlocked.Increment(ref _active);
        var open = Volatile.Read(ref _open);
        if (open != 0)
            RunChunks(scratch);
        Interlocked.Decrement(ref _active);
        return open;
    }

    // A parked worker is counted in _parked until it takes itself back, or a caller takes it and owes it one release.
    private void Park(int last)
    {
        Interlocked.Increment(ref _parked);
        if ((HasWork(last) || _stopping) && TakeParked(1) == 1)
            return;
        _wake.Wait();
    }

    private void Wake(int atMost)
    {
        var count = TakeParked(atMost);
        if (count > 0)
            _wake.Release(count);
    }

    private int TakeParked(int atMost)
    {
        while (true)
        {
            var parked = Volatile.Read(ref _parked);
            var taken = Math.Min(parked, atMost);
            if (taken == 0 || Interlocked.CompareExchange(ref _parked, parked - taken, parked) == parked)
                return taken;
        }
    }

    public readonly ref struct Hold : IDisposable
    {
        private readonly WorkerPool _pool;

        public Hold(WorkerPool pool)
        {
            _pool = pool;
            Interlocked.Increment(ref pool._holds);
        }

        public void Dispose() => Interlocked.Decrement(ref _pool._holds);
    }
}
