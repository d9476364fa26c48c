using System.Diagnostics;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>A run of training from its first step to its last, or to Ctrl-C.</summary>
internal sealed class TrainingSession(Model model, DataParts data, TrainOptions options, TrainingView view)
{
    private long _step;
    private long _total;
    private Evaluation _test;

    /// <param name="resume">The command that goes on where this run is stopped; null where nothing is kept for that.</param>
    /// <returns>The exit code.</returns>
    public int Run(string? resume)
    {
        using var stop = new StopSignal();
        try
        {
            view.Run(() => Train(stop.Token));
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            view.Stopped(_step, _total, _step == 0
                ? "stopped before the first step: nothing is written"
                : $"stopped after step {_step} of {_total}: {options.SaveTo} has the weights so far.{(resume is null ? "" : $" Go on with: {resume}")}");
            return ExitCode.Stopped;
        }
        view.Done(_test);
        return ExitCode.Success;
    }

    private void Train(CancellationToken cancel)
    {
        var clock = new Stopwatch();
        var first = 0L;
        foreach (var step in model.Train(data.Train, options, cancel))
        {
            // Time counts from the end of the first step, which is also the one that compiles the kernels.
            if (!clock.IsRunning)
            {
                clock.Start();
                first = step.Step;
            }
            (_step, _total) = (step.Step, step.TotalSteps);
            var left = Left(step, first, clock.Elapsed);
            view.Step(step, left);
            if (!step.EndsEpoch)
                continue;
            _test = model.Evaluate(data.Test);
            view.Epoch(new EpochReport(step, step.Loss, _test, Left(step, first, clock.Elapsed)));
        }
    }

    private static TimeSpan Left(TrainingStep step, long first, TimeSpan elapsed) =>
        elapsed / Math.Max(1, step.Step - first) * (step.TotalSteps - step.Step);
}
