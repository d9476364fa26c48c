using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Bilinear.Devices;

namespace Examples.Paper;

/// <summary>Trains the runs that are not there yet, as many at a time as there are threads, one thread each: results do not depend on how many.</summary>
internal sealed class Training(string folder, int threads, TextWriter progress)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _done;
    private TimeSpan _said;

    /// <exception cref="OperationCanceledException">It was cancelled: what was trained is kept, and what was not ends goes on from its last epoch the next time.</exception>
    public void Run(IEnumerable<Run> runs, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        Run[] missing = [.. runs.DistinctBy(run => run.Key).Where(run => !run.IsTrainedIn(folder)).OrderByDescending(run => run.Cost)];
        if (missing.Length == 0)
            return;
        var all = missing.Sum(run => run.Cost);
        progress.WriteLine($"training {missing.Length} models, {threads} at a time");
        try
        {
            Parallel.ForEach(missing, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, run =>
            {
                using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = 1 });
                run.Train(device, folder, () => Ended(run, all), cancellationToken);
            });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private void Ended(Run run, double all)
    {
        lock (_lock)
        {
            _done += run.Cost / (run.Recipe.Epochs ?? 1);
            if (_clock.Elapsed - _said < Between)
                return;
            _said = _clock.Elapsed;
            var left = TimeSpan.FromSeconds(_clock.Elapsed.TotalSeconds * (all - _done) / _done);
            progress.WriteLine(FormattableString.Invariant($"training: {100 * _done / all:0} %, about {Math.Ceiling(left.TotalMinutes):0} min left"));
        }
    }
}
