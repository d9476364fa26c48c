using System.Threading.Channels;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Hosting;

/// <summary>
/// Readers over one set of packed weights, which any number of threads share: a reader is rented, used by one thread at a time,
/// and goes back when its lease is disposed. Results do not depend on which reader computes them.
/// </summary>
/// <typeparam name="TReader">The model's <c>Inference</c>, as <c>ReaderPool&lt;Digits.Inference&gt;</c>.</typeparam>
public sealed class ReaderPool<TReader> : IDisposable
    where TReader : InferenceModel
{
    private readonly Device _device;
    private readonly int _batch;
    private readonly Channel<TReader> _free = Channel.CreateUnbounded<TReader>();
    private int _open;

    /// <exception cref="IOException">The file is missing, is damaged, or does not fit the model; the message says how.</exception>
    /// <exception cref="DeviceException">There is no such device, or weights and readers do not fit into it.</exception>
    internal ReaderPool(ModelDescription model, string weights, ReaderPoolOptions options)
    {
        _device = Device.Open(options.Device);
        _batch = options.Batch;
        try
        {
            Weights = model.LoadWeights!(_device, weights, null, false);
            for (; _open < options.Readers; _open++)
                _free.Writer.TryWrite((TReader)Weights.OpenInference(_batch));
        }
        catch
        {
            while (_free.Reader.TryRead(out var reader))
                reader.Dispose();
            Weights?.Dispose();
            _device.Dispose();
            throw;
        }
        Readers = _open;
    }

    /// <summary>The weights that all readers share, which belong to the pool.</summary>
    public ModelWeights Weights { get; }

    /// <summary>How many readers there are.</summary>
    public int Readers { get; }

    /// <summary>How many of them are free at this moment.</summary>
    public int Free => _free.Reader.Count;

    /// <summary>Waits for a free reader. In place of one that a caller has disposed, which is the pool's to do, another is opened.</summary>
    /// <exception cref="DeviceException">A reader had to be opened in place of another, and does not fit into the device.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before a reader was free.</exception>
    /// <exception cref="ObjectDisposedException">The pool has been disposed.</exception>
    public async ValueTask<ReaderLease<TReader>> RentAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return new ReaderLease<TReader>(this, Usable(await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false)));
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(GetType().FullName);
        }
    }

    /// <summary>Waits for a free reader, and blocks the thread meanwhile.</summary>
    /// <inheritdoc cref="RentAsync"/>
    public ReaderLease<TReader> Rent(CancellationToken cancellationToken = default) => RentAsync(cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Refuses further callers, and frees readers, weights and device. Readers that are rented are finished with first: the last of them to come back frees the weights.</summary>
    public void Dispose()
    {
        _free.Writer.TryComplete();
        while (_free.Reader.TryRead(out var reader))
            Close(reader);
    }

    internal void Return(TReader reader)
    {
        if (!_free.Writer.TryWrite(reader))
            Close(reader);
    }

    private TReader Usable(TReader reader)
    {
        if (!reader.IsDisposed)
            return reader;
        try
        {
            return (TReader)Weights.OpenInference(_batch);
        }
        catch
        {
            Return(reader);                              // its place among the readers is not lost
            throw;
        }
    }

    private void Close(TReader reader)
    {
        reader.Dispose();
        if (Interlocked.Decrement(ref _open) > 0)
            return;
        Weights.Dispose();
        _device.Dispose();
    }
}
