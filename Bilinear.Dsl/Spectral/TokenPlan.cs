using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Spectral;

/// <summary>What one entry of a <c>decompose</c> block comes to for a model of texts.</summary>
/// <param name="Name">The layer's path.</param>
/// <param name="Branch">The bilinear layer's place among the branches of the residual stream.</param>
/// <param name="Span">The entry.</param>
public abstract record TokenPlan(string Name, int Branch, TextSpan Span);

/// <summary>The spectrum of a layer along directions among the logits, in which tokens may be named by their texts.</summary>
public sealed record TokenEigenPlan(string Name, int Branch, SpectrumOrder Order, int? Keep, IReadOnlyList<DirectionSpec> Directions, TextSpan Span) : TokenPlan(Name, Branch, Span);

/// <summary>Singular triplets of a layer's tensor over the logits.</summary>
public sealed record TokenSvdPlan(string Name, int Branch, int? Keep, TextSpan Span) : TokenPlan(Name, Branch, Span);
