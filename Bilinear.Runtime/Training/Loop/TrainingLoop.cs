using Bilinear.Devices;
using Bilinear.Serialization.Files;
using Bilinear.Tensors;
using Bilinear.Training.Files;

namespace Bilinear.Training.Loop;

/// <summary>
/// Trains step by step. A step is a function of the plan, its number and the contents of the blocks, so a run that resumes
/// from a checkpoint equals the run that never stopped. A step allocates nothing.
/// </summary>
internal sealed class TrainingLoop(TrainingPlan plan, ParameterBlocks blocks, Workspace at)
{
    private readonly Batches _batches = new(plan);
    private readonly Validation? _validation = plan.Validation is { } data ? new Validation(plan, data, at) : null;
    private readonly Throughput _throughput = new(TimeProvider.System);
    private long _taken;
    private DeviceMemory? _losses;

    /// <summary>What the parameters have been trained with so far; null before the first step.</summary>
    public Provenance? Provenance => _taken == 0 ? null : plan.ProvenanceAt(_taken) with
    {
        ValidationLoss = _validation?.LossAt(_taken),
    };

    /// <summary>Runs to the end, or until the run is cancelled or its caller leaves; either way the files of the plan are written.</summary>
    /// <param name="begun">Called once the run has the parameters to itself.</param>
    public IEnumerable<TrainingStep> Steps(Action<TrainingLoop> begun, CancellationToken cancellationToken)
    {
        at.ThrowIfDisposed();
        using var training = blocks.BeginTraining(plan.TotalSteps);
        _losses = blocks.Losses;
        begun(this);
        var first = _taken = Start();
        var between = true;    // whether no step is half done
        try
        {
            while (_taken < plan.TotalSteps && !(_validation?.IsExhausted(_taken) ?? false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                between = false;    // what fails inside a step, or has diverged, is not written
                _throughput.Begin();
                Take(_taken);
                _taken++;
                var endsEpoch = plan.EndsEpoch(_taken);
                if (endsEpoch)
                    ThrowIfDiverged();    // and waits for the device, whose work this time is
                _throughput.End(plan.Options.Batch, plan.Model.TakesTexts ? at.Positions.Rows : 0);
                var isBest = endsEpoch && (_validation?.Measure(_taken, ReadParameters, counts: plan.IsWhole(_taken)) ?? false);
                if (isBest)
                    SaveBest(Provenance);
                if (endsEpoch)
                    SaveCheckpoint();
                between = true;
                yield return Describe(isBest);
            }
            between = false;
            Complete();
        }
        finally
        {
            // The run stopped after at least one step, by the token or by a caller that left the loop.
            if (between && _taken > first)
                Stop();
        }
    }

    /// <summary>Reads the mean loss of a step's batch. Waiting for it is training time.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    /// <exception cref="InvalidOperationException">The step is long past, or the model has been trained again since.</exception>
    public float ReadLoss(long step)
    {
        _throughput.Begin();
        var loss = LossOf(step);
        _throughput.End(0);
        return loss;
    }

    private float LossOf(long step)
    {
        at.ThrowIfDisposed();
        if (!ReferenceEquals(_losses, blocks.Losses))
            throw new InvalidOperationException($"The loss of step {step} is gone: the model has been trained again since. Read it inside the loop.");
        if (step <= _taken - blocks.StepsKept)
            throw new InvalidOperationException($"The loss of step {step} is gone: those of the last {blocks.StepsKept} of {_taken} steps are kept. Read it inside the loop.");
        return plan.Model.ReadLoss(blocks.LossesOf(step - 1));
    }

    // Gives the number of steps that the run has behind it already.
    private long Start()
    {
        if (!plan.Options.Resume)
        {
            blocks.ClearMoments();
            return 0;
        }
        var checkpoint = Checkpoint.Read(plan.Checkpoint!, plan);
        blocks.Parameters.Write(checkpoint.Parameters);
        blocks.FirstMoment.Write(checkpoint.FirstMoment);
        blocks.SecondMoment.Write(checkpoint.SecondMoment);
        _validation?.Resume(checkpoint);
        // Whatever stands there now: a kill may have come before its checkpoint, or somebody has moved it.
        if (checkpoint.Best is { } best)
            SaveBest(plan.ProvenanceAt(best.Step) with { ValidationLoss = best.Loss });
        at.SetGateSharpness(plan.Sharpness(Math.Max(0, checkpoint.Step - 1)));
        return checkpoint.Step;
    }

    private void Take(long step)
    {
        using var lease = at.Enter();
        at.Prepare(plan.Options.Batch, plan.Options.Seed, (uint)(step / plan.StepsPerEpoch), blocks.LossesOf(step));
        at.SetGateSharpness(plan.Sharpness(step));
        _batches.Load(step, at);
        plan.Model.Step(at);
        blocks.Update(plan.Options.Optimizer.At(step + 1, plan.LearningRate(step)), step + 1);
    }

    private TrainingStep Describe(bool isBest) => new(this)
    {
        Step = _taken,
        TotalSteps = plan.TotalSteps,
        Epoch = (_taken - 1) / plan.StepsPerEpoch + 1,
        TotalEpochs = plan.TotalEpochs,
        EndsEpoch = plan.EndsEpoch(_taken),
        EndsRun = _taken == plan.TotalSteps || (_validation?.IsExhausted(_taken) ?? false),
        Validation = plan.EndsEpoch(_taken) ? _validation?.Last : null,
        IsBest = isBest,
        LearningRate = plan.LearningRate(_taken - 1),
        Sharpness = plan.Sharpness(_taken - 1),
        SamplesPerSecond = _throughput.SamplesPerSecond,
        TokensPerSecond = _throughput.TokensPerSecond,
    };

    private void Stop()
    {
        SaveCheckpoint();
        if (plan.IsWhole(_taken))
            SaveWeights();
    }

    private void Complete()
    {
        SaveWeights();
        // A device that somebody linked in its place is not ours to remove.
        if (plan.Checkpoint is { } path && FilePlace.Of(path) is { Kind: FileKind.Regular } checkpoint)
            File.Delete(checkpoint.Path);
    }

    private void SaveCheckpoint()
    {
        ThrowIfDiverged();
        if (plan.Checkpoint is not { } path)
            return;
        new Checkpoint(ReadParameters(), ReadFinite(blocks.FirstMoment, "moments"), ReadFinite(blocks.SecondMoment, "moments"), _taken)
        {
            Best = _validation?.Best,
            BestParameters = _validation?.BestParameters,
            ValidationLoss = _validation?.LossAt(_taken),
        }.Write(path, plan);
    }

    private void SaveBest(Provenance? provenance)
    {
        if (plan.Best is { } path)
            WeightsFile.Write(path, plan.Model, _validation!.BestParameters!, provenance);
    }

    private void SaveWeights()
    {
        if (plan.Options.SaveTo is { } path)
            WeightsFile.Write(path, plan.Model, ReadParameters(), Provenance);
    }

    // The loss of a step is computed before its update, so parameters are checked where they are written.
    private void ThrowIfDiverged()
    {
        var loss = LossOf(_taken);
        if (!float.IsFinite(loss))
            throw new DivergedException(plan.Model.Name, _taken, $"its loss is {loss}");
    }

    private float[] ReadParameters() => ReadFinite(blocks.Parameters, "parameters");

    private float[] ReadFinite(DeviceMemory block, string what)
    {
        var values = new float[block.Length];
        block.Read(values);
        return Finite.FirstNot<float>(values) < 0 ? values : throw new DivergedException(plan.Model.Name, _taken, $"not all of its {what} are numbers");
    }
}
