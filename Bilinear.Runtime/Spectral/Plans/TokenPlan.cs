namespace Bilinear.Spectral;

/// <summary>What an entry of the <c>decompose</c> block of a model of texts asks for: generated code has one for each.</summary>
/// <param name="Name">The path that the block names, of the layer or of the linear layer behind it.</param>
/// <param name="Branch">The bilinear layer's place among the branches of the residual stream.</param>
public abstract record TokenPlan(string Name, int Branch);

/// <summary><c>eigen</c>: the layer along directions among the logits.</summary>
/// <param name="Directions">At least one.</param>
public sealed record TokenEigenPlan(string Name, int Branch, IReadOnlyList<TokenDirection> Directions) : TokenPlan(Name, Branch)
{
    /// <summary><see cref="SpectrumOrder.Magnitude"/> or <see cref="SpectrumOrder.Value"/>.</summary>
    public SpectrumOrder Order { get; init; } = SpectrumOrder.Magnitude;

    /// <summary>How many pairs are kept, under <see cref="SpectrumOrder.Value"/> from each end; null for all.</summary>
    public int? Keep { get; init; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<TokenDirection> Directions { get; init; } = Directions ?? throw new ArgumentNullException(nameof(Directions));
}

/// <summary><c>svd</c>: the singular triplets of the layer's tensor over the logits.</summary>
public sealed record TokenSvdPlan(string Name, int Branch) : TokenPlan(Name, Branch)
{
    /// <summary>How many triplets are kept; null for all that are not zero.</summary>
    public int? Keep { get; init; }

    /// <summary>How many eigenpairs of each triplet are kept, of the largest |λ|; null for all.</summary>
    public int? Pairs { get; init; }
}
