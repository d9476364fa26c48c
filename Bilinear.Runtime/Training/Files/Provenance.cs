namespace Bilinear.Training;

/// <summary>What parameters were trained with.</summary>
/// <param name="Seed">Of the order of the samples and of the noise.</param>
/// <param name="Data">The data set's name.</param>
/// <param name="DataChecksum">Its SHA-256.</param>
/// <param name="Step">The optimizer steps taken.</param>
public sealed record Provenance(ulong Seed, string Data, string DataChecksum, long Step);
