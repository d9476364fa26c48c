namespace Bilinear.Spectral;

/// <summary>The request <c>eigen LAYER { … }</c>: the spectrum of every row of the layer's output, and of further directions.</summary>
/// <param name="Name">The path of the layer.</param>
/// <param name="Path">The part of the model to decompose.</param>
public sealed record EigenPlan(string Name, QuadraticPath Path)
{
    /// <summary>The path of the layer.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>The part of the model to decompose.</summary>
    public QuadraticPath Path { get; init; } = Path ?? throw new ArgumentNullException(nameof(Path));

    public SpectrumOrder Order { get; init; } = SpectrumOrder.Magnitude;

    /// <summary>
    /// How many pairs are kept, with signs, pictures and top inputs: the pairs whose ordering quantity has the largest absolute
    /// value, or as many from each end for <see cref="SpectrumOrder.Value"/>; null keeps all pairs.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int? Keep
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Keep), value, $"A spectrum cannot keep {value} pairs: keep at least 1, or null for all.");
    }

    /// <summary>Differences and means of rows to decompose after the rows; each has a name of its own.</summary>
    public IReadOnlyList<Direction> Directions { get; init; } = [];

    public SpectrumBasis Basis { get; init; } = SpectrumBasis.Latent;

    public BiasTreatment Bias { get; init; } = BiasTreatment.Separate;
}
