using System.Diagnostics;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Training;

/// <summary>A run of training from its first step to its last, or to Ctrl-C.</summary>
internal sealed class TrainingSession(Model model, DataParts data, TrainOptions options, TrainingView view, TrainingLog? log)
{
    private long _step;
    private long _total;
    private long _epochsLeft;
    private bool _isWhole;
    private Evaluation? _test;
    private EpochReport? _best;
    private TimeSpan _evaluation;

    /// <summary>Whether weights are written, those so far of a run that was stopped among them: not before the first step, nor while gates are on their way.</summary>
    public bool HasWeights => _isWhole;

    /// <param name="logPath">The file of the log; null if there is none.</param>
    /// <param name="resume">The command that goes on where this run is stopped; null where nothing is kept for that.</param>
    /// <returns>The exit code.</returns>
    public int Run(StopSignal stop, string? logPath, string? resume)
    {
        var cancellationToken = stop.Listen();
        try
        {
            Train(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            view.Stopped(_step, _total, _step == 0
                ? "stopped before the first step: nothing is written"
                : $"stopped after step {_step} of {_total}: {(_isWhole ? $"{options.SaveTo} has the weights so far" : "its gates are on their way, so that there is a checkpoint and no weights")}.{(resume is null ? "" : $" Go on with: {resume}")}");
            return stop.ExitCode;
        }
        // A run that was killed between its last epoch and its end has no epoch left.
        view.Done(new TrainingEnd(options.SaveTo!, data.Test.Name, logPath) { BestWeights = options.BestPath, Best = _best, Patience = options.Patience, EpochsLeftOut = _epochsLeft }, _test ?? model.Evaluate(data.Test));
        return ExitCode.Success;
    }

    /// <exception cref="OperationCanceledException">It was stopped after a step, and what there is to keep is written.</exception>
    public void Train(CancellationToken cancellationToken)
    {
        foreach (var step in model.Train(data.Train, options, cancellationToken))
        {
            (_step, _total) = (step.Step, step.TotalSteps);
            log?.Begin(step.Step);
            _isWhole = options.Anneal == 0 || step.Sharpness == 0;
            view.Step(step, Left(step));
            if (!step.EndsEpoch)
                continue;
            var start = Stopwatch.GetTimestamp();
            _test = model.Evaluate(data.Test);
            _evaluation = Stopwatch.GetElapsedTime(start);
            _epochsLeft = step.TotalEpochs - step.Epoch;
            var epoch = new EpochReport(step, step.ReadLoss(), _test, Left(step));
            if (step.IsBest)
                _best = epoch;
            log?.Write(epoch);
            view.Epoch(epoch);
        }
    }

    // The steps at the speed of the last ones; after each epoch an evaluation such as the last one.
    private TimeSpan Left(TrainingStep step) =>
        TimeSpan.FromSeconds((step.TotalSteps - step.Step) * (double)options.Batch / step.SamplesPerSecond) + (step.TotalEpochs - step.Epoch) * _evaluation;
}
