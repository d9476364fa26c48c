using TorchSharp;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>c = a·b into memory that is there already; order is nn, nt, tn or tt: t for a factor that lies transposed.</summary>
internal sealed class Product : Work
{
    private readonly IDisposable _noGrad = no_grad();
    private readonly Tensor _a;
    private readonly Tensor _b;
    private readonly Tensor _c;

    public Product(Request request)
    {
        var (m, n, k, order) = (request.Number("m"), request.Number("n"), request.Number("k"), request.Text("order"));
        _a = order[0] == 't' ? randn(k, m).t() : randn(m, k);
        _b = order[1] == 't' ? randn(n, k).t() : randn(k, n);
        _c = zeros(m, n);
    }

    public override void Run() => _c.addmm_(_a, _b, beta: 0, alpha: 1);

    public override void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
        _noGrad.Dispose();
    }
}
