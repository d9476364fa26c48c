using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Spectral;

/// <summary>What one entry of a <c>decompose</c> block comes to for a bound model: which parameters are read, and how.</summary>
/// <param name="Name">The layer's path.</param>
/// <param name="Span">The entry.</param>
public abstract record SpectralPlan(string Name, TextSpan Span);

/// <summary>The spectrum of every row of a layer's output.</summary>
public sealed record EigenPlan(
    string Name, QuadraticPath Path, SpectrumOrder Order, int? Keep, SpectrumBasis Basis, BiasTreatment Bias, TextSpan Span) : SpectralPlan(Name, Span)
{
    /// <summary>Without a data set this order cannot be computed.</summary>
    public bool NeedsData => Order == SpectrumOrder.MeanActivation;
}

/// <summary>Singular triplets of a bilinear layer's tensor, with the linear layers of <see cref="QuadraticPath.Output"/> folded in.</summary>
public sealed record SvdPlan(string Name, QuadraticPath Path, int? Keep, TextSpan Span) : SpectralPlan(Name, Span);

/// <summary>The tree through all layers. It is checked, and not yet generated: the generated class says so.</summary>
public sealed record TreePlan(string Name, int Branch, int Budget, TextSpan Span) : SpectralPlan(Name, Span);
