using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Binding.Operators;

/// <summary>An operator of the language.</summary>
/// <param name="HasSize">It takes its output size by position: <c>linear(64)</c>, <c>linear(784 -> 64)</c>.</param>
/// <param name="ActsInFlow">It has no parameters unless asked for, so that a flow may name it: <c>x |> flatten</c>.</param>
/// <param name="Accepts">Whether it can act on a value of this type; if not, it reports why.</param>
/// <param name="Build">The layer at its sizes; null after a report.</param>
internal sealed record OperatorSymbol(
    string Name, bool HasSize, bool ActsInFlow, IReadOnlyList<ArgumentSymbol> Arguments,
    Func<OperatorUse, bool> Accepts, Func<OperatorUse, BoundLayer?> Build)
{
    /// <summary>It takes the name of another layer of its body by position: <c>unembedding(embed)</c>.</summary>
    public bool NamesLayer { get; init; }
}
