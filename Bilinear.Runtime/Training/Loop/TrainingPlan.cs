using Bilinear.Data;

namespace Bilinear.Training;

/// <summary>A run of training, checked before it begins.</summary>
internal sealed class TrainingPlan
{
    /// <exception cref="ArgumentException">The data do not fit the model, or the options neither.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of <see cref="TrainOptions.SaveTo"/> is not there.</exception>
    public TrainingPlan(ModelDescription model, int capacity, DataSet data, TrainOptions options)
    {
        (Model, Data, Options) = (model, data, options);
        DataCheck.Fits(model, data);
        if (options.Batch < 1 || options.Batch > capacity)
            throw new ArgumentException($"A batch of {options.Batch} does not go into a {model.Name} for {capacity} samples a turn: make the model with batch: {options.Batch}, or train with another Batch.", nameof(options));
        if (data.Count < options.Batch)
            throw new ArgumentException($"{data.Name} has {data.Count} samples, fewer than one batch of {options.Batch}, and training takes only whole batches: set Batch to {data.Count} or less.", nameof(options));
        StepsPerEpoch = data.Count / options.Batch;
        TotalSteps = options.Steps ?? options.Epochs * (long)StepsPerEpoch
            ?? throw new ArgumentException("Neither Epochs nor Steps says how long to train.", nameof(options));
        if (TotalSteps < 1) throw new ArgumentException($"Training for {TotalSteps} steps is nothing: set Epochs or Steps to at least 1.", nameof(options));
        CheckFiles(options);
    }

    public ModelDescription Model { get; }

    public DataSet Data { get; }

    public TrainOptions Options { get; }

    /// <summary>The last partial batch is dropped.</summary>
    public int StepsPerEpoch { get; }

    public long TotalSteps { get; }

    public long TotalEpochs => (TotalSteps + StepsPerEpoch - 1) / StepsPerEpoch;

    /// <param name="step">From 0.</param>
    public double LearningRate(long step) => Options.Optimizer.LearningRate * Options.Schedule.Factor(step, TotalSteps, StepsPerEpoch);

    /// <param name="taken">Steps.</param>
    public bool EndsEpoch(long taken) => taken % StepsPerEpoch == 0 || taken == TotalSteps;

    public Provenance ProvenanceAt(long step) => new(Options.Seed, Data.Name, Data.Checksum, step);

    // Hours of training are not to end at a folder that was never there.
    private static void CheckFiles(TrainOptions options)
    {
        if (options.SaveTo is null)
        {
            if (options.Resume) throw new ArgumentException("Resume goes on from the checkpoint beside SaveTo, which is not set.", nameof(options));
            return;
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(options.SaveTo));
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{options.SaveTo}: there is no folder {folder}. Make it first.");
    }
}
