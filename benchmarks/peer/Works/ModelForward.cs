using TorchSharp;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>A classifier's logits of a batch.</summary>
internal sealed class ModelForward(Request request) : Work
{
    private readonly IDisposable _noGrad = no_grad();
    private readonly Classifier _model = new(request);
    private readonly Tensor _x = rand(request.Number("batch"), request.Number("inputs"));

    public override void Run()
    {
        using var scope = NewDisposeScope();
        _model.Forward(_x, isTraining: false);
    }

    public override void Dispose()
    {
        _model.Dispose();
        _x.Dispose();
        _noGrad.Dispose();
    }
}
