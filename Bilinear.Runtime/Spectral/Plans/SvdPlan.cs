namespace Bilinear.Spectral;

/// <summary>The request <c>svd LAYER { … }</c>: singular triplets of the layer's third-order tensor, unfolded to [outputs, d²].</summary>
/// <param name="Name">The path of the layer.</param>
/// <param name="Path">The part of the model to decompose; the linear layers in its <see cref="QuadraticPath.Output"/> are folded in, and an empty list takes the layer alone.</param>
public sealed record SvdPlan(string Name, QuadraticPath Path)
{
    /// <summary>The path of the layer.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>The part of the model to decompose.</summary>
    public QuadraticPath Path { get; init; } = Path ?? throw new ArgumentNullException(nameof(Path));

    /// <summary>How many components are kept, largest first; null keeps all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int? Keep
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Keep), value, $"A decomposition cannot keep {value} components: keep at least 1, or null for all.");
    }
}
