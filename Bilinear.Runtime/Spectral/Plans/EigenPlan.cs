namespace Bilinear.Spectral;

/// <summary>What <c>eigen LAYER { … }</c> asks for: the spectrum of every row of the layer's output, and of further directions.</summary>
/// <param name="Name">The layer's path.</param>
public sealed record EigenPlan(string Name, QuadraticPath Path)
{
    public SpectrumOrder Order { get; init; } = SpectrumOrder.Magnitude;

    /// <summary>
    /// How many pairs are kept, with signs, pictures and top inputs: those largest in absolute value of what orders them, or
    /// as many from each end for <see cref="SpectrumOrder.Value"/>; null for all.
    /// </summary>
    public int? Keep { get; init; }

    /// <summary>Differences and means of rows, each with a name of its own; after the rows.</summary>
    public IReadOnlyList<Direction> Directions { get; init; } = [];

    public SpectrumBasis Basis { get; init; } = SpectrumBasis.Latent;

    public BiasTreatment Bias { get; init; } = BiasTreatment.Separate;
}
