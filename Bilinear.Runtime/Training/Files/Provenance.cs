using Bilinear.Data;

namespace Bilinear.Training;

/// <summary>Tells what parameters were trained with.</summary>
/// <param name="Seed">The seed that decided the order of the samples and the noise.</param>
/// <param name="Data">The data set's name.</param>
/// <param name="DataChecksum">The data set's <see cref="DataSet.Checksum"/>.</param>
/// <param name="Step">The number of optimizer steps taken.</param>
public sealed record Provenance(ulong Seed, string Data, string DataChecksum, long Step)
{
    /// <summary>The share of the data that was kept from training, for validation; 0 if none was.</summary>
    public double Validation { get; init; }

    /// <summary>The share of the steps over which gates were annealed; 0 if none were.</summary>
    public double Anneal { get; init; }

    /// <summary>The loss on that share after <see cref="Step"/> steps; null if it was not measured then.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The data set's <see cref="DataSet.Schema"/>; null where it had none.</summary>
    public DataSchema? Schema { get; init; }

    /// <summary>The SHA-256 of the tokenizer of the texts, in hexadecimal; null where the data were no texts, or did not say.</summary>
    public string? Tokenizer { get; init; }
}
