using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>What can be asked for, by name.</summary>
internal static class Works
{
    public static Work Open(Request request)
    {
        set_num_threads(request.Threads);
        manual_seed(0);
        return request.Name switch
        {
            "product" => new Product(request),
            "bilinear" => new BilinearForward(request),
            "forward" => new ModelForward(request),
            "steps" => new TrainingSteps(request),
            "epoch" => new Epoch(request),
            "eigh" => new Eigh(request),
            "lm" => new LanguageSteps(request),
            "decompose" => new Decompose(request),
            _ => throw new ArgumentException($"There is no work {request.Name}."),
        };
    }
}
