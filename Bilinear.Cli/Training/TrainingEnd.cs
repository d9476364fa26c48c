namespace Bilinear.Cli.Training;

/// <summary>What a complete run leaves.</summary>
/// <param name="Weights">The file of the last weights.</param>
/// <param name="TestData">The name of the test data.</param>
/// <param name="Log">The file of the log; null if there is none.</param>
internal sealed record TrainingEnd(string Weights, string TestData, string? Log)
{
    /// <summary>The file of the best weights; null without samples for validation.</summary>
    public string? BestWeights { get; init; }

    /// <summary>The epoch with the smallest validation loss, as far as this run has seen; null if it has seen none.</summary>
    public EpochReport? Best { get; init; }

    /// <summary>After how many epochs without gain the run ends.</summary>
    public int Patience { get; init; }

    /// <summary>The epochs that were left out for that reason.</summary>
    public long EpochsLeftOut { get; init; }
}
