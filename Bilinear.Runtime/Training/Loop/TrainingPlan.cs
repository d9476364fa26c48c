using Bilinear.Data;
using Bilinear.Serialization.Files;

namespace Bilinear.Training.Loop;

/// <summary>A run of training, checked before it begins.</summary>
internal sealed class TrainingPlan
{
    /// <exception cref="ArgumentException">The data do not fit the model, or the options neither.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of <see cref="TrainOptions.SaveTo"/> is not there.</exception>
    /// <exception cref="IOException">Where the checkpoint would stand there is a file that is none.</exception>
    public TrainingPlan(ModelDescription model, int batch, DataSet data, TrainOptions options)
    {
        (Model, Data, Options) = (model, data, options);
        DataCheck.Fits(model, data);
        if (options.Batch < 1)
            throw new ArgumentException($"A batch of {options.Batch} is nothing: it must be at least 1.", nameof(options));
        if (options.Batch > batch)
            throw new ArgumentException($"A batch of {options.Batch} does not go into a {model.Name} for {batch} samples a turn: make the model with batch: {options.Batch}, or train with another Batch.", nameof(options));
        if (data.Count < options.Batch)
            throw new ArgumentException($"{data.Name} has {data.Count} samples, fewer than one batch of {options.Batch}, and training takes only whole batches: make the batch {data.Count} or less.", nameof(options));
        StepsPerEpoch = data.Count / options.Batch;
        TotalSteps = options.Steps ?? options.Epochs * (long)StepsPerEpoch
            ?? throw new ArgumentException("Neither Epochs nor Steps says how long to train.", nameof(options));
        if (TotalSteps < 1)
            throw new ArgumentException($"Training for {TotalSteps} steps is nothing: set Epochs or Steps to at least 1.", nameof(options));
        if (options is not { Optimizer: not null, Schedule: not null })
            throw new ArgumentException("Training takes an Optimizer and a Schedule, and one of them is null.", nameof(options));
        if (options.Optimizer.Problem is { } problem)
            throw new ArgumentException($"{options.Optimizer} cannot train: {problem}.", nameof(options));
        Checkpoint = CheckFiles(options);
    }

    public ModelDescription Model { get; }

    public DataSet Data { get; }

    public TrainOptions Options { get; }

    /// <summary>The path of the checkpoint; null where there is to be none.</summary>
    public string? Checkpoint { get; }

    /// <summary>The last partial batch is dropped.</summary>
    public int StepsPerEpoch { get; }

    public long TotalSteps { get; }

    // Rounded up, without a sum that the largest number of steps would overflow.
    public long TotalEpochs => (TotalSteps - 1) / StepsPerEpoch + 1;

    /// <param name="step">From 0.</param>
    public double LearningRate(long step) => Options.Optimizer.LearningRate * Options.Schedule.Factor(step, TotalSteps, StepsPerEpoch);

    /// <param name="taken">Steps.</param>
    public bool EndsEpoch(long taken) => taken % StepsPerEpoch == 0 || taken == TotalSteps;

    public Provenance ProvenanceAt(long step) => new(Options.Seed, Data.Name, Data.Checksum, step);

    // Hours of training are not to end at a folder that was never there, nor at one in the file's place.
    private static string? CheckFiles(TrainOptions options)
    {
        if (options.SaveTo is not { } path)
        {
            if (options.Resume)
                throw new ArgumentException("Resume goes on from the checkpoint beside SaveTo, which is not set.", nameof(options));
            return null;
        }
        var place = path.Length == 0 ? null : FilePlace.Of(path);
        if (place is null or { Kind: FileKind.Folder } || Path.EndsInDirectorySeparator(path))
            throw new ArgumentException($"SaveTo is `{path}`, and that is no file: name one, such as digits.safetensors.", nameof(options));
        if (place.Kind == FileKind.Stream)
        {
            if (options.Resume)
                throw new ArgumentException($"Resume goes on from the checkpoint beside SaveTo, and beside {path}, which is a device or a pipe, there is none.", nameof(options));
            return null;
        }
        var folder = Path.GetDirectoryName(place.Path);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: there is no folder {folder}. Make it first.");
        // One to go on from is read first, and says itself what is wrong with it.
        if (!options.Resume)
            Files.Checkpoint.Place.CheckPlaceBeside(path);
        return Files.Checkpoint.Place.Beside(path);
    }
}
