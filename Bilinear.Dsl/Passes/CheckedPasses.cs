using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>Runs passes one after the other, and verifies what each is handed and what the last leaves.</summary>
internal static class CheckedPasses
{
    /// <exception cref="ArgumentException">A pass left a graph that is not well formed: a mistake in the compiler.</exception>
    public static Graph Run(Graph graph, params IReadOnlyList<Func<Graph, Graph>> passes) =>
        passes.Aggregate(GraphVerifier.Check(graph), (current, pass) => GraphVerifier.Check(pass(current)));
}
