using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Spectral;

/// <summary>What one entry of a <c>decompose</c> block comes to for a bound model: which parameters are read, and how.</summary>
/// <param name="Name">The layer's path.</param>
/// <param name="Span">The entry.</param>
public abstract record SpectralPlan(string Name, TextSpan Span);

/// <summary>The spectrum of every row of a layer's output, and of the directions.</summary>
public sealed record EigenPlan(
    string Name, QuadraticPath Path, SpectrumOrder Order, int? Keep, SpectrumBasis Basis, BiasTreatment Bias, IReadOnlyList<DirectionSpec> Directions, TextSpan Span) : SpectralPlan(Name, Span)
{
    /// <summary>Without a data set this order cannot be computed.</summary>
    public bool NeedsData => Order == SpectrumOrder.MeanActivation;

    /// <summary>Rows of the layer.</summary>
    public required int Outputs { get; init; }
}

/// <summary>Singular triplets of a bilinear layer's tensor, with the linear layers of <see cref="QuadraticPath.Output"/> folded in.</summary>
public sealed record SvdPlan(string Name, QuadraticPath Path, int? Keep, TextSpan Span) : SpectralPlan(Name, Span);

/// <summary>The tree through all layers: the path leads from the model's input, through <see cref="QuadraticPath.Before"/>.</summary>
/// <param name="Branch">Eigenvectors kept for each node.</param>
/// <param name="Budget">Nodes in all.</param>
public sealed record TreePlan(string Name, QuadraticPath Path, int Branch, int Budget, TextSpan Span) : SpectralPlan(Name, Span);
