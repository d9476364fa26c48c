using Bilinear.Hosting;
using Bilinear.Training;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds models to the services of a host.</summary>
public static class BilinearServiceCollectionExtensions
{
    /// <summary>
    /// Adds a model with its weights: a service that takes a <see cref="ReaderPool{TReader}"/>, such as
    /// <c>ReaderPool&lt;Digits.Inference&gt;</c>, rents readers from it. The weights are read when the host starts, or without a
    /// host when the pool is first asked for, and are freed together with the container.
    /// </summary>
    /// <typeparam name="TModel">The generated class of the model.</typeparam>
    /// <param name="weights">The <c>.safetensors</c> file, absolute or from the folder that the program runs in.</param>
    /// <param name="configure">Sets device, number of readers and batch; null leaves them as they are.</param>
    /// <exception cref="ArgumentException">The path is empty, or there are less than one reader or sample.</exception>
    /// <exception cref="InvalidOperationException">The model has been added already.</exception>
    public static IServiceCollection AddBilinear<TModel>(this IServiceCollection services, string weights, Action<ReaderPoolOptions>? configure = null)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(weights);
        var options = new ReaderPoolOptions();
        configure?.Invoke(options);
        if (options.Readers < 1)
            throw new ArgumentOutOfRangeException(nameof(configure), options.Readers, "A pool needs at least 1 reader.");
        if (options.Batch < 1)
            throw new ArgumentOutOfRangeException(nameof(configure), options.Batch, "A reader computes at least 1 sample at once.");
        TModel.Accept(new Registration(services, weights, options));
        return services;
    }

    private sealed class Registration(IServiceCollection services, string weights, ReaderPoolOptions options) : IModelVisitor
    {
        public void Visit<TReader>(ModelDescription model) where TReader : InferenceModel
        {
            if (services.Any(service => service.ServiceType == typeof(ReaderPool<TReader>)))
                throw new InvalidOperationException($"{model.Name} has been added already, and a service that asks for its readers could not say which weights it means.");
            services.AddSingleton(_ => new ReaderPool<TReader>(model, weights, options));
            services.AddSingleton<IHostedService>(provider => new LoadAtStart<TReader>(provider));
        }
    }
}
