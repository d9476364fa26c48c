using Bilinear.Hosting;
using Examples.Digits;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Server;

/// <summary>Healthy while a reader is free within a second and answers with numbers.</summary>
internal sealed class ReaderHealth(ReaderPool<Digits.Inference> readers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            using var lease = await readers.RentAsync(patience.Token);
            var logits = lease.Reader.Forward(new Digits.Image(new float[Digits.Image.Size]));
            return logits[0].ContainsAnyExceptInRange(float.MinValue, float.MaxValue)
                ? HealthCheckResult.Unhealthy("The logits of a blank picture are not numbers.")
                : HealthCheckResult.Healthy();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"All {readers.Readers} readers have been busy for a second.");
        }
    }
}
