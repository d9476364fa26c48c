using TorchSharp;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>The decompose() of the paper's authors: the whole tensor by einsum, symmetrised, a batched eigh, vectors seen in the input.</summary>
internal sealed class Decompose(Request request) : Work
{
    private readonly IDisposable _noGrad = no_grad();
    private readonly Tensor _u = randn(request.Number("classes"), request.Number("d"));
    private readonly Tensor _w = randn(request.Number("d"), request.Number("d"));
    private readonly Tensor _v = randn(request.Number("d"), request.Number("d"));
    private readonly Tensor _e = randn(request.Number("d"), request.Number("n"));

    public override void Run()
    {
        using var scope = NewDisposeScope();
        var b = einsum("co,oi,oj->cij", _u, _w, _v);
        var (_, vectors) = linalg.eigh(0.5 * (b + b.transpose(1, 2)));
        einsum("cek,ei->cki", vectors, _e);
    }

    public override void Dispose()
    {
        foreach (var tensor in new[] { _u, _w, _v, _e }) tensor.Dispose();
        _noGrad.Dispose();
    }
}
