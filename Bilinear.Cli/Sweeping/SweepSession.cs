using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Cli.Training;
using Bilinear.Devices;
using Bilinear.Training;
using Bilinear.Training.Files;

namespace Bilinear.Cli.Sweeping;

/// <summary>
/// Makes the runs of a sweep, several at once, each on a device of its own. What is complete is not made again, what was stopped
/// goes on from its checkpoint.
/// </summary>
/// <param name="openDevices">Opens a device for each of so many runs at once.</param>
internal sealed class SweepSession(IReadOnlyList<SweepRun> runs, DataParts data, Func<int, IReadOnlyList<Device>> openDevices, int jobs, StatusLine status)
{
    private readonly RunResult?[] _results = new RunResult?[runs.Count];
    private readonly double[] _progress = new double[runs.Count];
    private readonly Stopwatch _watch = new();
    private double _before;

    /// <summary>The number of runs that are complete.</summary>
    public int Complete => _results.Count(result => result is not null);

    /// <exception cref="OperationCanceledException">It was stopped. Each run has a checkpoint to go on from.</exception>
    public IReadOnlyList<RunResult> Run(CancellationToken cancellationToken)
    {
        var keys = runs.Select(run => run.Key(data.Train, data.Test)).ToList();
        for (var i = 0; i < runs.Count; i++)
            _results[i] = RunRecord.Read(runs[i], keys[i]);
        var open = new Queue<int>(Enumerable.Range(0, runs.Count).Where(i => _results[i] is null));
        if (open.Count < runs.Count)
            status.Say($"{runs.Count - open.Count} of {runs.Count} runs are complete already");
        if (open.Count == 0)
            return [.. _results.OfType<RunResult>()];

        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var devices = openDevices(Math.Min(jobs, open.Count));
        try
        {
            _before = Complete;
            _watch.Start();
            Task[] workers = [.. devices.Select(device => Task.Factory.StartNew(() => Work(device), failure.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
            try
            {
                Task.WaitAll(workers, CancellationToken.None);
            }
            catch (AggregateException)
            {
                // What went wrong, and not the others, which were stopped for it.
                foreach (var worker in workers.Where(worker => worker.IsFaulted))
                    ExceptionDispatchInfo.Throw(worker.Exception!.InnerException!);
            }
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            foreach (var device in devices)
                device.Dispose();
            status.Clear();
        }
        return [.. _results.OfType<RunResult>()];

        void Work(Device device)
        {
            while (Next() is { } run)
            {
                try
                {
                    Make(run, keys[run], device, failure.Token);
                }
                catch
                {
                    failure.Cancel();
                    throw;
                }
            }
        }

        int? Next()
        {
            lock (open)
                return !failure.IsCancellationRequested && open.TryDequeue(out var next) ? next : null;
        }
    }

    private void Make(int index, IReadOnlyList<KeyValuePair<string, string>> key, Device device, CancellationToken cancellationToken)
    {
        var (run, watch) = (runs[index], Stopwatch.StartNew());
        Directory.CreateDirectory(run.Folder);
        RunRecord.Write(run, key);
        RunResult result;
        try
        {
            Train(run, device, progress => Show(index, progress), cancellationToken);
            if (run.Model.TrainedText is { } program)
                SourceFile.Write(run.Program, program, status: null);
            result = SweepMeasures.Of(run, device, data);
        }
        catch (DivergedException diverged)
        {
            result = new RunResult([]) { Diverged = diverged.Message };
        }
        RunRecord.Write(run, key, result);
        _results[index] = result;
        status.Say($"{run.Name}  {(result.Diverged is null ? Said(result) : "diverged")}  ({StatusLine.Time(watch.Elapsed)})");
    }

    private void Train(SweepRun run, Device device, Action<double> progress, CancellationToken cancellationToken)
    {
        var resumes = File.Exists(Checkpoint.Place.Beside(run.Weights));
        // Weights without a checkpoint are those of a training that is complete; the kill came after it.
        if (!resumes && File.Exists(run.Weights))
            return;
        var options = run.Options with { Resume = resumes };
        using var model = run.Model.Create!(device, options.Batch, options.Seed);
        using var log = new TrainingLog(run.Log, resumes, run.Model, options.Validation > 0);
        new TrainingSession(model, data, options, new SweepView(progress), log).Train(cancellationToken);
    }

    private static string Said(RunResult result) => string.Join("  ", result.Numbers.Take(2).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number.Key} {number.Value:F4}")));

    private void Show(int index, double progress)
    {
        _progress[index] = progress;
        status.Show("sweeping", () =>
        {
            var done = Complete;
            var atWork = _progress.Where((_, i) => _results[i] is null).ToList();
            var made = done - _before + atWork.Sum();
            var left = TimeSpan.FromSeconds(_watch.Elapsed.TotalSeconds * (runs.Count - done - atWork.Sum()) / Math.Max(made, 1e-3));
            return $"{done} of {runs.Count} runs done, {atWork.Count(part => part > 0)} at work, {StatusLine.Time(left)} left";
        });
    }
}
