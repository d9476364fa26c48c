namespace Bilinear.Spectral;

/// <summary>What <c>svd LAYER { … }</c> asks for: singular triplets of the layer's third-order tensor, unfolded to [outputs, d²].</summary>
/// <param name="Name">The layer's path.</param>
/// <param name="Path">Its <see cref="QuadraticPath.Output"/> is folded in; empty for the layer alone.</param>
public sealed record SvdPlan(string Name, QuadraticPath Path)
{
    /// <summary>How many components are kept, largest first; null for all.</summary>
    public int? Keep { get; init; }
}
