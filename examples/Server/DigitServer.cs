using Examples.Digits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Server;

/// <summary>The server, from its command line: <c>--weights</c> the file, <c>--urls</c> where it listens, <c>--window</c> how many milliseconds a batch waits for company, from 0 to 1000.</summary>
public static class DigitServer
{
    /// <exception cref="OptionException">An option's value is none that it can have.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = ServerOptions.Read(builder.Configuration);
        builder.Services.AddBilinear<Digits>(options.Weights, pool =>
        {
            pool.Batch = DigitBatches.MostAtOnce;
            pool.Readers = 2;                         // one computes the batches, one is left for the health check
        });
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<DigitBatches>(services, options.Window));
        builder.Services.AddHostedService(services => services.GetRequiredService<DigitBatches>());
        builder.Services.AddHealthChecks().AddCheck<ReaderHealth>("digits");
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Explain);
        builder.Services.AddOpenApi();

        // Program says in a sentence why a start failed; the host would say it with its whole stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // What is no JSON is the caller's mistake in every environment, and is answered as one.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        app.MapHealthChecks("/health");
        app.MapPost("/digits", Classify).WithSummary("Says which digit a picture shows.");
        return app;
    }

    // A request that could not even be read.
    private static void Explain(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is { Detail: null, Status: StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType } problem and not HttpValidationProblemDetails)
            problem.Detail = DigitRequest.Expected;
    }

    private static async Task<Results<Ok<DigitAnswer>, ValidationProblem>> Classify(DigitRequest request, DigitBatches batches, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["pixels"] = [mistake] });
        var logits = await batches.LogitsAsync(request.Pixels, cancellationToken);
        return TypedResults.Ok(new DigitAnswer(Array.IndexOf(logits, logits.Max()), logits));
    }
}
