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
            replacements[value.Id] = rule(builder, value, Replaced(value.Inputs, replacements));
        }

        var outputs = graph.Outputs.Select(output => output with { Value = replacements[output.Value.Id]! });
        return builder.Build(graph.Name, graph.Stage, graph.Parameters, [.. outputs]) with
        {
            Named = [.. graph.Named.Where(named => replacements[named.Value.Id] is not null).Select(named => named with { Value = replacements[named.Value.Id]! })],
            Norms = [.. graph.Norms.Select(norm => norm is null ? null : replacements[norm.Id])],
        };
    }

    /// <summary>What stands for the inputs; those that a value which nothing needs has lost are left out.</summary>
    private static IReadOnlyList<Value> Replaced(IReadOnlyList<Value> inputs, Value?[] replacements)
    {
        if (inputs.Count == 0)
            return [];
        var replaced = new Value[inputs.Count];
        var count = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            if (replacements[inputs[i].Id] is { } replacement)
                replaced[count++] = replacement;
        }

        return count == replaced.Length ? replaced : [.. replaced.Take(count)];
    }
}
