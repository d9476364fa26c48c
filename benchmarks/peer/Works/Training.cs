using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>A classifier in training on samples= shuffled samples in memory: gather a batch, forward, backward, AdamW.</summary>
internal sealed class Training(Request request) : IDisposable
{
    private readonly int _samples = request.Number("samples");
    private readonly int _batch = request.Number("batch");
    private readonly Classifier _model = new(request);
    private readonly Tensor _inputs = rand(request.Number("samples"), request.Number("inputs"));
    private readonly Tensor _labels = randint(10, request.Number("samples"), dtype: int64);
    private optim.Optimizer? _optimizer;
    private Tensor? _order;
    private int _turn;

    public int StepsPerEpoch => _samples / _batch;

    public void Step()
    {
        _optimizer ??= optim.AdamW(_model.Parameters, lr: 1e-3, weight_decay: 0.5);
        if (_turn == 0)
        {
            _order?.Dispose();
            _order = randperm(_samples);
        }
        using var scope = NewDisposeScope();
        var picked = _order!.slice(0, (long)_turn * _batch, (long)(_turn + 1) * _batch, 1);
        _optimizer.zero_grad();
        var loss = F.cross_entropy(_model.Forward(_inputs.index_select(0, picked), isTraining: true), _labels.index_select(0, picked));
        loss.backward();
        _optimizer.step();
        _turn = (_turn + 1) % StepsPerEpoch;
    }

    public void Dispose()
    {
        _optimizer?.Dispose();
        _order?.Dispose();
        _model.Dispose();
        _inputs.Dispose();
        _labels.Dispose();
    }
}

/// <summary>One step.</summary>
internal sealed class TrainingSteps(Request request) : Work
{
    private readonly Training _training = new(request);

    public override void Run() => _training.Step();

    public override void Dispose() => _training.Dispose();
}

/// <summary>All steps of an epoch.</summary>
internal sealed class Epoch(Request request) : Work
{
    private readonly Training _training = new(request);

    public override void Run()
    {
        for (var step = 0; step < _training.StepsPerEpoch; step++) _training.Step();
    }

    public override void Dispose() => _training.Dispose();
}
