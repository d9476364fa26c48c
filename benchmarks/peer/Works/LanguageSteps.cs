using System.Diagnostics;
using Bilinear.Benchmarks.Peer.Language;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Works;

/// <summary>The first step of an exported run, folder=, over and over: forward, backward, AdamW.</summary>
internal sealed class LanguageSteps : Work
{
    private readonly StoriesModel _model;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _tokens;
    private readonly Tensor _targets;
    private readonly List<(double Forward, double Backward, double Update)> _times = [];
    private TimeSpan _least = TimeSpan.MaxValue;
    private float? _firstLoss;

    public LanguageSteps(Request request)
    {
        var run = new ExportedRun(request.Text("folder"));
        _model = new StoriesModel(run.Parameters, run.Heads);
        _optimizer = run.Optimizer();
        (_tokens, _targets) = run.Load(0);
    }

    public override string Accuracy =>
        $"first loss {_firstLoss:F5}, fastest step {_times.Min(times => times.Forward + times.Backward + times.Update):F1} ms, least processor time {_least.TotalMilliseconds:F0} ms, forward {Median(times => times.Forward):F1} ms, backward {Median(times => times.Backward):F1} ms, optimizer {Median(times => times.Update):F1} ms";

    public override void Run()
    {
        using var scope = NewDisposeScope();
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        _optimizer.zero_grad();
        var loss = _model.Loss(_tokens, _targets);
        var forward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        loss.backward();
        var backward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _optimizer.step();
        _times.Add((forward, backward - forward, Stopwatch.GetElapsedTime(start).TotalMilliseconds - backward));
        var used = Environment.CpuUsage.TotalTime - processor;
        _least = used < _least ? used : _least;
        _firstLoss ??= loss.item<float>();
    }

    public override void Dispose() => _optimizer.Dispose();

    private double Median(Func<(double Forward, double Backward, double Update), double> part) => _times.Select(part).Order().ElementAt(_times.Count / 2);
}
