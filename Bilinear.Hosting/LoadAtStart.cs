using Bilinear.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bilinear.Hosting;

/// <summary>Reads the weights when the host starts: where they are missing or do not fit, the program ends before it takes a request.</summary>
internal sealed class LoadAtStart<TReader>(IServiceProvider services) : IHostedService
    where TReader : InferenceModel
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<ReaderPool<TReader>>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
