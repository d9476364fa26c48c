using Bilinear.Training;

namespace Bilinear.Hosting;

/// <summary>The right to use a reader of a pool until the lease is disposed.</summary>
public sealed class ReaderLease<TReader> : IDisposable
    where TReader : InferenceModel
{
    private readonly ReaderPool<TReader> _pool;
    private TReader? _reader;

    internal ReaderLease(ReaderPool<TReader> pool, TReader reader) => (_pool, _reader) = (pool, reader);

    /// <summary>The reader, for one thread at a time. It belongs to the pool: keep no reference to it, and do not dispose it.</summary>
    /// <exception cref="ObjectDisposedException">The reader has gone back.</exception>
    public TReader Reader => _reader ?? throw new ObjectDisposedException(GetType().FullName);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _reader, null) is { } reader)
            _pool.Return(reader);
    }
}
