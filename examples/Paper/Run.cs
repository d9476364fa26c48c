using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Data;
using Bilinear.Training;

namespace Examples.Paper;

/// <summary>One training: the model, its data, how it is trained, and the seed. The same run is the same file, whatever asks for it.</summary>
internal sealed record Run(Subject Subject, DataSet Data, TrainOptions Recipe, int Seed)
{
    /// <summary>A hash of program, recipe, seed and data.</summary>
    public string Key { get; } = Hash(Subject.Description.Name, Subject.Description.CanonicalText, Described(Recipe), Seed.ToString(CultureInfo.InvariantCulture), Data.Checksum);

    /// <summary>About how long it takes beside others: multiply-adds.</summary>
    public double Cost { get; } = (double)Subject.Description.ParameterCount * Data.Count * (Recipe.Epochs ?? 1);

    /// <summary>The weights in a folder of runs.</summary>
    public string PathIn(string folder) => Path.Combine(folder, $"{Subject.Description.Name}-{Seed}-{Key[..16]}.safetensors");

    /// <summary>Whether it was trained to its end: one that was stopped has left its weights too, and beside them the checkpoint that it goes on from.</summary>
    public bool IsTrainedIn(string folder) => File.Exists(PathIn(folder)) && !File.Exists(OptionsIn(folder).CheckpointPath);

    /// <summary>Trains it to its end and writes the weights; where it was stopped before, it goes on from there.</summary>
    /// <param name="epoch">Is told of each epoch that ends.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, and has left a checkpoint.</exception>
    public void Train(Bilinear.Devices.Device device, string folder, Action epoch, CancellationToken cancellationToken)
    {
        var options = OptionsIn(folder);
        using var model = Subject.Create(device, Recipe.Batch, (ulong)Seed);
        foreach (var step in model.Train(Data, options with { Resume = File.Exists(options.CheckpointPath) }, cancellationToken))
        {
            if (step.EndsEpoch)
                epoch();
        }
    }

    private TrainOptions OptionsIn(string folder) => Recipe with { Seed = (ulong)Seed, SaveTo = PathIn(folder) };

    private static string Described(TrainOptions recipe) => FormattableString.Invariant($"{recipe.Optimizer}, {recipe.Schedule}, batch {recipe.Batch}, {recipe.Epochs} epochs");

    private static string Hash(params string[] parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
