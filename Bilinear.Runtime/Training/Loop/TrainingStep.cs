using Bilinear.Training.Loop;

namespace Bilinear.Training;

/// <summary>Describes a step that has been taken.</summary>
public readonly record struct TrainingStep
{
    private readonly TrainingLoop? _run;

    internal TrainingStep(TrainingLoop run) => _run = run;

    /// <summary>The number of the step, from 1.</summary>
    public long Step { get; internal init; }

    public long TotalSteps { get; internal init; }

    /// <summary>The number of its epoch, from 1.</summary>
    public long Epoch { get; internal init; }

    public long TotalEpochs { get; internal init; }

    /// <summary>Whether the step is the last of its epoch, or of the run.</summary>
    public bool EndsEpoch { get; internal init; }

    /// <summary>Whether the step is the last of the run, because it is complete or because <see cref="TrainOptions.Patience"/> is at its end.</summary>
    public bool EndsRun { get; internal init; }

    /// <summary>The evaluation on the samples for validation, at the end of an epoch; null within one, and without <see cref="TrainOptions.Validation"/>.</summary>
    public Evaluation? Validation { get; internal init; }

    /// <summary>Whether <see cref="Validation"/> has the smallest loss so far.</summary>
    public bool IsBest { get; internal init; }

    /// <summary>The learning rate that the optimizer used.</summary>
    public double LearningRate { get; internal init; }

    /// <summary>The sharpness β of gates that are annealed, x·σ(βx): from 1 in the first step to 0; 1 for a model whose gates stay what they are.</summary>
    public double Sharpness { get; internal init; }

    /// <summary>The samples per second over the last one to two seconds of training. The time between steps, such as that of an evaluation, does not count.</summary>
    public double SamplesPerSecond { get; internal init; }

    /// <summary>The tokens per second, over the same time; 0 for a model that takes no texts.</summary>
    public double TokensPerSecond { get; internal init; }

    /// <summary>
    /// Reads the batch's mean loss as it was before the step changed the parameters; with several outputs it is the weighted sum
    /// of their losses. Reading waits for the device, so a GPU is busiest if few losses are read. The losses of the 65,536 latest
    /// steps can be read until the model is trained again.
    /// </summary>
    /// <exception cref="InvalidOperationException">Too many steps were taken since, the model was trained again, or this is the default value and no step.</exception>
    public float ReadLoss() => _run is null
        ? throw new InvalidOperationException("There is no loss to read: this TrainingStep is the default value, and no step that was taken.")
        : _run.ReadLoss(Step);
}
