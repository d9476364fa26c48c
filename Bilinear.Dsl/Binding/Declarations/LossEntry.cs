using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>A <c>loss</c> of a <c>train</c> block: <c>loss cross_entropy</c>, <c>loss digit: cross_entropy { weight 2 }</c>.</summary>
/// <param name="Output">The output that it names; null where it names none, as is usual where there is one.</param>
/// <param name="Kind">Null after a report.</param>
internal sealed record LossEntry(EntrySyntax Syntax, NameSyntax? Output, LossKind? Kind, double Weight);
