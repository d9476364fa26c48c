using TorchSharp;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>All eigenpairs of symmetric matrices of normal numbers.</summary>
internal sealed class Eigh : Work
{
    private readonly Tensor _matrices;
    private Tensor? _values;
    private Tensor? _vectors;

    public Eigh(Request request)
    {
        using var random = randn(request.Number("b"), request.Number("n"), request.Number("n"));
        _matrices = random + random.transpose(1, 2);
    }

    public override string Accuracy
    {
        get
        {
            using var scope = NewDisposeScope();
            var (a, values, v) = (_matrices[0].to(float64), _values![0].to(float64), _vectors![0].to(float64));
            var n = a.shape[0];
            var residual = (a.mm(v) - v * values).pow(2).sum(dim: [0L]).sqrt().max() / values.abs().max() / Math.Sqrt(n);
            var skew = (v.t().mm(v) - eye(n, dtype: float64)).abs().max() / Math.Sqrt(n);
            return $"{residual.item<double>():0.0e-0}, {skew.item<double>():0.0e-0}";
        }
    }

    public override void Run()
    {
        _values?.Dispose();
        _vectors?.Dispose();
        (_values, _vectors) = linalg.eigh(_matrices);
    }

    public override void Dispose()
    {
        _values?.Dispose();
        _vectors?.Dispose();
        _matrices.Dispose();
    }
}
