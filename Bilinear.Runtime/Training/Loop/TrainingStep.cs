using Bilinear.Training.Loop;

namespace Bilinear.Training;

/// <summary>A step that has been taken.</summary>
public readonly record struct TrainingStep
{
    private readonly TrainingLoop? _run;
    private readonly Throughput? _throughput;

    internal TrainingStep(TrainingLoop run, Throughput throughput) => (_run, _throughput) = (run, throughput);

    /// <summary>From 1.</summary>
    public long Step { get; internal init; }

    public long TotalSteps { get; internal init; }

    /// <summary>From 1.</summary>
    public long Epoch { get; internal init; }

    public long TotalEpochs { get; internal init; }

    /// <summary>It is the last of its epoch, or of all.</summary>
    public bool EndsEpoch { get; internal init; }

    /// <summary>What the optimizer multiplied its step by.</summary>
    public double LearningRate { get; internal init; }

    /// <summary>Over the last one to two seconds of training; what is done between steps, such as an evaluation, does not count.</summary>
    public double SamplesPerSecond { get; internal init; }

    /// <summary>
    /// Reads the batch's mean loss, of several outputs the weighted sum of theirs, before the step changed the parameters. Reading
    /// waits for the device, so a GPU is kept busiest by reading now and then. It can be read until the model is trained again,
    /// for the 65,536 latest steps.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loss is gone: too many steps were taken since, or the model was trained again. Or this is no step that was taken.</exception>
    public float ReadLoss()
    {
        if (_run is null || _throughput is null)
            throw new InvalidOperationException("There is no loss to read: this TrainingStep is the default value, and no step that was taken.");
        _throughput.Begin();
        var loss = _run.LossOf(Step);
        _throughput.End(0);
        return loss;
    }
}
