using System.Diagnostics;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>A piece of work, prepared on one side.</summary>
internal interface IMeasured : IDisposable
{
    /// <summary>Does it so many times; the seconds for all of them.</summary>
    double Run(int times);

    /// <summary>How good the last result is, in words; null for work that is simply right.</summary>
    string? Accuracy => null;
}

/// <summary>Work of our own.</summary>
/// <param name="parts">What it uses, disposed with it in this order.</param>
internal sealed class Ours(Action run, params IDisposable[] parts) : IMeasured
{
    public Func<string>? Judge { get; init; }

    public string? Accuracy => Judge?.Invoke();

    public double Run(int times)
    {
        var start = Stopwatch.GetTimestamp();
        for (; times > 0; times--) run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var part in parts) part.Dispose();
    }
}
