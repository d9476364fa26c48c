using System.Diagnostics;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>A piece of work, prepared on one side.</summary>
internal interface IMeasured : IDisposable
{
    /// <summary>Does it so many times; the seconds for all of them.</summary>
    double Run(int times);
}

/// <summary>Work of our own.</summary>
/// <param name="parts">What it uses, disposed with it in this order.</param>
internal sealed class Ours(Action run, params IDisposable[] parts) : IMeasured
{
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
