using Bilinear.Training.Files;

namespace Bilinear.Training;

/// <summary>How to train: a model's <c>train</c> block, of which <c>with</c> changes what it likes.</summary>
public sealed record TrainOptions
{
    public AdamWOptions Optimizer { get; init; } = new();

    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Samples a step.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>How often the data are gone through. Setting it unsets <see cref="Steps"/>.</summary>
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

    /// <summary>How many steps are taken. Setting it unsets <see cref="Epochs"/>.</summary>
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

    /// <summary>Decides the order of the samples and the noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Where the weights go when training ends or is stopped, such as <c>digits.safetensors</c>. Beside it, every epoch
    /// and when it is stopped, <c>digits.checkpoint.safetensors</c> gets what a later run needs to go on; complete
    /// training removes that. A name without this ending gets <c>.checkpoint.safetensors</c> behind it; a device or a pipe
    /// gets the weights alone, and no checkpoint. Null: nothing is written.
    /// </summary>
    public string? SaveTo { get; init; }

    /// <summary>
    /// Where the checkpoint stands while the run that writes <see cref="SaveTo"/> is not complete; null where there is none.
    /// </summary>
    /// <exception cref="IOException">The links of <see cref="SaveTo"/> lead in a circle.</exception>
    public string? CheckpointPath => string.IsNullOrEmpty(SaveTo) ? null : Checkpoint.Place.Beside(SaveTo);

    /// <summary>Goes on from the checkpoint beside <see cref="SaveTo"/>, bit for bit as if it had never stopped.</summary>
    public bool Resume { get; init; }
}
