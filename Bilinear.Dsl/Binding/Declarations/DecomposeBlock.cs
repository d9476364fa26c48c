using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>A <c>decompose</c> block: what is asked for, by the names of layers. Each model that takes it over has layers of its own.</summary>
internal sealed record DecomposeBlock(IReadOnlyList<DecomposeEntry> Entries);

/// <param name="Request">What it asks for, of the layer that the path turns out to be, in a model that says so many logits of each position of a text; null for a model of other things.</param>
internal sealed record DecomposeEntry(PathSyntax Path, Func<BoundLayer, long?, DecomposeRequest> Request);
