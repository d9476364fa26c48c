using System.Diagnostics;
using Bilinear.Benchmarks.Measuring;
using Bilinear.Benchmarks.Models;

namespace Bilinear.Benchmarks.Works;

/// <summary>The processor time that an open device uses in a second without work, after it had some.</summary>
internal sealed class Idle : IBenchmark
{
    public IEnumerable<Case> Cases => [new("idle", "CPU time of a second", device => new Second(TrainingSteps.Steps(new Digits(device, 128), 128)))];

    private sealed class Second(Ours work) : IMeasured
    {
        public double Run(int times)
        {
            work.Run(100);
            // Workers spin for some microseconds, and the runtime compiles what it found to be hot.
            Thread.Sleep(500);
            var before = Environment.CpuUsage.TotalTime;
            Thread.Sleep(1000 * times);
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        public void Dispose() => work.Dispose();
    }
}
