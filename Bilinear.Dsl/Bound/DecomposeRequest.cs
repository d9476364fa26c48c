using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Bound;

public enum SpectrumOrder { Value, Magnitude, MeanActivation }

public enum SpectrumBasis { Latent, Input }

public enum BiasTreatment { Separate, Append }

/// <summary>One entry of a <c>decompose</c> block, on a layer named by its path.</summary>
public abstract record DecomposeRequest(BoundLayer Layer, TextSpan Span);

/// <summary><c>eigen LAYER</c>: each row of the layer is an output direction, and so is each <c>direction</c>.</summary>
/// <param name="Keep">How many pairs are stored and shown; null for all.</param>
public sealed record EigenRequest(
    BoundLayer Layer, SpectrumOrder Order, long? Keep, SpectrumBasis Basis, BiasTreatment Bias, IReadOnlyList<DirectionSpec> Directions, TextSpan Span) : DecomposeRequest(Layer, Span)
{
    /// <summary>The place of the entry <c>keep</c>, where there is one.</summary>
    public TextSpan? KeepSpan { get; init; }

    /// <summary>The place of the entry <c>order</c>, where there is one.</summary>
    public TextSpan? OrderSpan { get; init; }

    /// <summary>The place of the entry <c>basis</c>, where there is one.</summary>
    public TextSpan? BasisSpan { get; init; }
}

/// <summary><c>svd LAYER</c>: singular triplets of the third-order tensor, folded with the linear maps that follow unless <paramref name="Alone"/>.</summary>
public sealed record SvdRequest(BoundLayer Layer, long? Keep, bool Alone, TextSpan Span) : DecomposeRequest(Layer, Span)
{
    /// <summary>The place of the entry <c>keep</c>, where there is one.</summary>
    public TextSpan? KeepSpan { get; init; }
}

/// <summary><c>tree LAYER</c>: layer k's eigenvectors are the output directions of layer k−1.</summary>
public sealed record TreeRequest(BoundLayer Layer, long Branch, long Budget, TextSpan Span) : DecomposeRequest(Layer, Span);
