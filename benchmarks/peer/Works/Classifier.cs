using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>Embedding, a bilinear layer, unembedding; inputs=, hidden=, noise= (a percentage of each layer input's deviation).</summary>
internal sealed class Classifier(Request request) : IDisposable
{
    private const int Classes = 10;

    private readonly double _noise = request.Number("noise") / 100.0;
    private readonly Parameter _embed = Linear(request.Number("hidden"), request.Number("inputs"));
    private readonly Parameter _body = Linear(2 * request.Number("hidden"), request.Number("hidden"));
    private readonly Parameter _head = Linear(Classes, request.Number("hidden"));

    public IEnumerable<Parameter> Parameters => [_embed, _body, _head];

    public Tensor Forward(Tensor x, bool isTraining)
    {
        var embed = F.linear(Noisy(x), _embed);
        var halves = F.linear(Noisy(embed), _body).chunk(2, -1);
        return F.linear(Noisy(halves[0] * halves[1]), _head);

        Tensor Noisy(Tensor t) => isTraining && _noise > 0 ? t + randn_like(t) * (_noise * t.detach().std()) : t;
    }

    public void Dispose()
    {
        foreach (var parameter in Parameters) parameter.Dispose();
    }

    private static Parameter Linear(int outputs, int inputs) => new((rand(outputs, inputs) * 2 - 1) / Math.Sqrt(inputs));
}
