using System.Diagnostics;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>The times of one side, a run each; a sample is the mean of as many runs as take some milliseconds.</summary>
internal sealed class Samples(IMeasured work)
{
    // PyTorch's OpenMP workers spin after a call, and would take a core from whoever comes next: after 20 ms of silence the
    // quartiles of two threads lay up to 50 % of the median apart, after 100 ms up to 7 %.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(100);

    // After a silence the first milliseconds are slow on a virtual machine: its host wakes its cores one by one, and may have
    // to move them off those of others. Without these runs single samples took up to twice as long, on either side.
    private const double LeadIn = 0.02;

    private const double WarmUp = 0.5;
    private const int WarmUpTurns = 8;
    private const double Enough = 0.01;

    private readonly List<double> _times = [];
    private int _runs = 1;
    private int _leadIn;

    /// <summary>The seconds that one sample takes, about.</summary>
    public double Cost { get; private set; }

    public double Median => Quantile(0.5);

    public double Fastest => Quantile(0);

    public double Spread => Median > 0 ? (Quantile(0.75) - Quantile(0.25)) / Median : 0;

    /// <summary>Runs until the JIT has compiled everything for the last time, and learns how long a run takes.</summary>
    public void Warm()
    {
        var shortest = double.MaxValue;
        var start = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < WarmUpTurns || Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUp; turn++)
        {
            var before = Stopwatch.GetTimestamp();
            work.Run(_runs);
            var time = Stopwatch.GetElapsedTime(before).TotalSeconds;
            shortest = Math.Min(shortest, time / _runs);
            if (time < Enough) _runs *= 2;
        }
        _runs = RunsOf(Enough, shortest);
        _leadIn = shortest < LeadIn ? RunsOf(LeadIn, shortest) : 0;
        Cost = (_runs + _leadIn) * shortest + Silence.TotalSeconds;
    }

    /// <summary>Forgets the times, but not how long a run takes.</summary>
    public void Clear() => _times.Clear();

    public void Take()
    {
        Thread.Sleep(Silence);
        if (_leadIn > 0) work.Run(_leadIn);
        _times.Add(work.Run(_runs) / _runs);
    }

    private static int RunsOf(double seconds, double shortest) => (int)Math.Clamp(Math.Ceiling(seconds / shortest), 1, 1_000_000);

    private double Quantile(double share)
    {
        var sorted = _times.Order().ToArray();
        var at = share * (sorted.Length - 1);
        var low = (int)at;
        return sorted[low] + (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]) * (at - low);
    }
}
