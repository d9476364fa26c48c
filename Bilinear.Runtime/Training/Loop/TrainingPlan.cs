using Bilinear.Data;
using Bilinear.Serialization.Files;
using Bilinear.Training.Files;

namespace Bilinear.Training.Loop;

/// <summary>Describes a run of training, checked before it begins.</summary>
internal sealed class TrainingPlan
{
    /// <exception cref="ArgumentException">The data or the options do not fit the model.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of <see cref="TrainOptions.SaveTo"/> does not exist.</exception>
    /// <exception cref="IOException">A file that is no checkpoint has the checkpoint's name.</exception>
    public TrainingPlan(ModelDescription model, int batch, DataSet data, TrainOptions options)
    {
        (Model, Data, Options) = (model, data, options);
        DataCheck.Fits(model, data);
        if (options.Batch < 1)
            throw new ArgumentException($"A batch cannot have {options.Batch} samples: it must have at least 1.", nameof(options));
        if (options.Batch > batch)
            throw new ArgumentException($"A batch of {options.Batch} does not fit into a {model.Name} that computes {batch} samples at once: make the model with batch: {options.Batch}, or train with another Batch.", nameof(options));
        (Training, Validation) = Divide(data, options);
        if (Training.Count < options.Batch)
            throw new ArgumentException($"{data.Name} has {Training.Count} samples{(Validation is null ? "" : " that are not for validation")}, fewer than one batch of {options.Batch}, and training takes only whole batches: make the batch {Training.Count} or less.", nameof(options));
        StepsPerEpoch = Training.Count / options.Batch;
        TotalSteps = options.Steps ?? options.Epochs * (long)StepsPerEpoch
            ?? throw new ArgumentException("Neither Epochs nor Steps says how long to train.", nameof(options));
        if (TotalSteps < 1)
            throw new ArgumentException($"A run cannot have {TotalSteps} steps: set Epochs or Steps to at least 1.", nameof(options));
        if (options is not { Optimizer: not null, Schedule: not null })
            throw new ArgumentException("Training takes an Optimizer and a Schedule, and one of them is null.", nameof(options));
        options.Optimizer.ThrowIfCannotTrain(nameof(options));
        CheckAnnealing();
        Checkpoint = CheckFiles(options);
    }

    public ModelDescription Model { get; }

    public DataSet Data { get; }

    /// <summary>The samples of the data that are trained on.</summary>
    public DataSet Training { get; }

    /// <summary>The others; null if there are none.</summary>
    public DataSet? Validation { get; }

    public TrainOptions Options { get; }

    /// <summary>The path of the checkpoint; null if none is written.</summary>
    public string? Checkpoint { get; }

    /// <summary>The path of the best weights; null if they are not written.</summary>
    public string? Best => Options.BestPath;

    /// <summary>The number of steps of an epoch, which drops the last partial batch.</summary>
    public int StepsPerEpoch { get; }

    public long TotalSteps { get; }

    // Rounded up without a sum, which would overflow for the largest number of steps.
    public long TotalEpochs => (TotalSteps - 1) / StepsPerEpoch + 1;

    /// <summary>Gives the learning rate of a step.</summary>
    /// <param name="step">The number of the step, from 0.</param>
    public double LearningRate(long step) => Options.Optimizer.LearningRate * Options.Schedule.Factor(step, TotalSteps, StepsPerEpoch);

    /// <summary>Gives the sharpness of the gates in a step: it goes from 1 to 0 in equal steps, and is 0 in the last step at the latest.</summary>
    /// <param name="step">The number of the step, from 0.</param>
    public double Sharpness(long step) => !Model.Anneals ? 1 : Math.Max(0, 1 - step / (double)Math.Min(TotalSteps - 1, (long)Math.Ceiling(Options.Anneal * TotalSteps)));

    /// <summary>Tells whether what the parameters are after so many steps is a model that can be written: not one whose gates are on their way.</summary>
    public bool IsWhole(long taken) => !Model.Anneals || (taken > 0 && Sharpness(taken - 1) == 0);

    /// <summary>Tells whether an epoch, or the run, ends after so many steps.</summary>
    /// <param name="taken">The number of steps taken.</param>
    public bool EndsEpoch(long taken) => taken % StepsPerEpoch == 0 || taken == TotalSteps;

    /// <summary>Gives the number of whole epochs in so many steps; the run's last one may be shorter.</summary>
    public long EpochsIn(long taken) => taken == TotalSteps ? TotalEpochs : taken / StepsPerEpoch;

    public Provenance ProvenanceAt(long step) => new(Options.Seed, Data.Name, Data.Checksum, step) { Schema = Data.Schema, Tokenizer = Data.Texts?.TokenizerChecksum, Validation = Options.Validation, Anneal = Options.Anneal };

    private void CheckAnnealing()
    {
        if (!Model.Anneals)
        {
            if (Options.Anneal != 0)
                throw new ArgumentException($"Anneal is {Options.Anneal}, and the train block of {Model.Name} does not say that its gates are annealed: add `anneal` to it.", "options");
            return;
        }
        if (Options.Anneal is not (> 0 and < 1))
            throw new ArgumentException($"Anneal is {Options.Anneal}, and the gates of {Model.Name} are annealed over a share of the steps above 0 and below 1: set it, or take the options of the train block.", "options");
        if (TotalSteps < 2)
            throw new ArgumentException("Gates are annealed before the last step, and the run has only one: give it 2 or more.", "options");
        if (Options.Patience > 0)
            throw new ArgumentException("Patience ends training where the loss no longer falls, and gates that are annealed make it rise on the way: set one of the two.", "options");
    }

    private static (DataSet Training, DataSet? Validation) Divide(DataSet data, TrainOptions options)
    {
        if (options.Validation is not (>= 0 and < 1))
            throw new ArgumentException($"Validation is {options.Validation}, and a share of the data for validation is from 0 to below 1.", nameof(options));
        if (options.Patience < 0 || (options.Patience > 0 && options.Validation == 0))
            throw new ArgumentException($"Patience is {options.Patience}, and {(options.Patience < 0 ? "it cannot be negative" : "it counts epochs without gain on samples for validation, of which there are none: set Validation too")}.", nameof(options));
        return options.Validation == 0 ? (data, null) : data.Split(options.Validation, options.Seed);
    }

    // Found before training, not after hours of it: a folder that does not exist, or that has the file's name.
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
        // A checkpoint to resume from is read first, and reading it says what is wrong with it.
        if (!options.Resume)
            Files.Checkpoint.Place.CheckPlaceBeside(path);
        if (options.Validation > 0)
            BestWeights.Place.CheckPlaceBeside(path);
        return options.CheckpointPath;
    }
}
