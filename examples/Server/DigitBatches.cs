using System.Threading.Channels;
using Bilinear.Hosting;
using Examples.Digits;

namespace Server;

/// <summary>
/// Runs requests that arrive together as one batch, which costs little more than one of them alone. An answer does not depend
/// on its company, to the last bit. When the server stops, what has been asked is answered first.
/// </summary>
public sealed class DigitBatches(ReaderPool<Digits.Inference> readers, TimeSpan window, IHostApplicationLifetime lifetime) : BackgroundService
{
    public const int MostAtOnce = 64;

    // A caller waits for room, so that a flood of requests cannot fill the memory.
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(16 * MostAtOnce);

    /// <summary>How many batches have been run.</summary>
    public long Batches { get; private set; }

    public async Task<float[]> LogitsAsync(float[] pixels, CancellationToken cancellationToken)
    {
        var request = new Waiting(pixels, new TaskCompletionSource<float[]>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(request, cancellationToken);
        return await request.Logits.Task.WaitAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();

        // It ends by itself. The base cancels it, and where the server stops as soon as it has begun, before its first line.
        if (ExecuteTask is { } answering)
            await answering.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(MostAtOnce);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // Nobody waits for company that no longer comes.
            if (_waiting.Reader.Count < MostAtOnce)
                await Task.Delay(window, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var request))
                batch.Add(request);
            await Answer(batch);
            batch.Clear();
        }
    }

    private async Task Answer(List<Waiting> batch)
    {
        try
        {
            var pixels = new float[batch.Count * Digits.Image.Size];
            for (var i = 0; i < batch.Count; i++)
                batch[i].Pixels.CopyTo(pixels, i * Digits.Image.Size);
            using var lease = await readers.RentAsync();
            var logits = lease.Reader.Forward(new Digits.Image(pixels));
            Batches++;
            for (var i = 0; i < batch.Count; i++)
                batch[i].Logits.SetResult(logits[i].ToArray());
        }
        catch (Exception exception)
        {
            // Each of them hears of it; the next batch has its own chance.
            foreach (var request in batch)
                request.Logits.TrySetException(exception);
        }
    }

    private sealed record Waiting(float[] Pixels, TaskCompletionSource<float[]> Logits);
}
