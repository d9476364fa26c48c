using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>Makes a graph from another, value by value in its order.</summary>
internal static class GraphRewriter
{
    /// <summary>Gives the value that stands for an old one, of which the inputs are already the new ones; null for one that nothing needs.</summary>
    public delegate Value? Rule(GraphBuilder builder, Value old, IReadOnlyList<Value> inputs);

    public static Graph Rewrite(Graph graph, Rule rule)
    {
        var builder = new GraphBuilder();
        var replacements = new Value?[graph.Values.Count];
        foreach (var value in graph.Values)
        {
            var inputs = value.Inputs.Select(input => replacements[input.Id]).OfType<Value>().ToList();
            replacements[value.Id] = rule(builder, value, inputs);
        }

        var outputs = graph.Outputs.Select(output => output with { Value = replacements[output.Value.Id]! });
        return builder.Build(graph.Name, graph.Stage, graph.Parameters, [.. outputs]);
    }
}
