using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>y[b,m] = (x·Wᵀ) ⊙ (x·Vᵀ): one product with the stacked weights, then the halves multiplied.</summary>
internal sealed class BilinearForward(Request request) : Work
{
    private readonly IDisposable _noGrad = no_grad();
    private readonly Tensor _x = randn(request.Number("b"), request.Number("d"));
    private readonly Tensor _weights = randn(2 * request.Number("m"), request.Number("d"));

    public override void Run()
    {
        using var scope = NewDisposeScope();
        var halves = F.linear(_x, _weights).chunk(2, -1);
        halves[0].mul(halves[1]);
    }

    public override void Dispose()
    {
        _x.Dispose();
        _weights.Dispose();
        _noGrad.Dispose();
    }
}
