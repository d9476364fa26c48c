using Bilinear.Data;
using Bilinear.Training.Files;

namespace Bilinear.Training;

/// <summary>Says how to train. A model's <see cref="ModelDescription.TrainDefaults"/> are its <c>train</c> block, and <c>with</c> changes some of them.</summary>
public sealed record TrainOptions
{
    public AdamWOptions Optimizer { get; init; } = new();

    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The number of samples of a step.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>The number of times that training goes through the data. Setting it unsets <see cref="Steps"/>.</summary>
    public int? Epochs
    {
        get;
        init
        {
            field = value;
            if (value is not null)
                Steps = null;
        }
    } = 10;

    /// <summary>The number of steps that are taken. Setting it unsets <see cref="Epochs"/>.</summary>
    public long? Steps
    {
        get;
        init
        {
            field = value;
            if (value is not null)
                Epochs = null;
        }
    }

    /// <summary>
    /// The share of the steps, above 0 and below 1, over which the sharpness of the gates goes from 1 to 0 in equal steps, for a model whose <c>train</c> block
    /// says <c>anneal</c>; 0 for others.
    /// </summary>
    public double Anneal { get; init; }

    /// <summary>The seed that decides the order of the samples and the noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The share of the data that is not trained on, but evaluated after each epoch, as <see cref="DataSet.Split"/> divides them by
    /// <see cref="Seed"/>; 0 for none. <see cref="TrainingStep.Validation"/> has the result, and the weights of the epoch with the
    /// smallest loss are written to <see cref="BestPath"/>.
    /// </summary>
    public double Validation { get; init; }

    /// <summary>After how many epochs in a row without a smaller validation loss training ends; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>
    /// The file of the weights, such as <c>digits.safetensors</c>, which is written when training ends or is stopped. After
    /// each epoch, and when it is stopped, training also writes what a later run needs to resume to
    /// <c>digits.checkpoint.safetensors</c>, and removes that when it is complete. A name without the ending
    /// <c>.safetensors</c> gets <c>.checkpoint.safetensors</c> appended; a device or a pipe gets the weights alone, and no
    /// checkpoint. If it is null, nothing is written.
    /// </summary>
    public string? SaveTo { get; init; }

    /// <summary>
    /// The file of the checkpoint, which exists while the run that writes <see cref="SaveTo"/> is not complete; null if there is none.
    /// </summary>
    /// <exception cref="IOException">The links of <see cref="SaveTo"/> lead in a circle.</exception>
    public string? CheckpointPath => string.IsNullOrEmpty(SaveTo) ? null : Checkpoint.Place.Beside(SaveTo);

    /// <summary>
    /// The file beside <see cref="SaveTo"/>, such as <c>digits.best.safetensors</c>, for the weights of the epoch with the smallest
    /// validation loss so far; null without <see cref="Validation"/> or <see cref="SaveTo"/>, and for a device or a pipe.
    /// </summary>
    /// <exception cref="IOException">The links of <see cref="SaveTo"/> lead in a circle.</exception>
    public string? BestPath => Validation == 0 || string.IsNullOrEmpty(SaveTo) ? null : BestWeights.Place.Beside(SaveTo);

    /// <summary>Whether to resume from the checkpoint beside <see cref="SaveTo"/>, bit for bit as if the run had never stopped.</summary>
    public bool Resume { get; init; }
}
