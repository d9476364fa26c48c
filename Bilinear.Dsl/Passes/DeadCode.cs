using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>
/// Removes every value that no output needs. Inputs stay: they are the graph's signature.
/// <code>
/// x = input; y = scale x, 2; z = add x, x; return z   →   x = input; z = add x, x; return z
/// </code>
/// </summary>
public static class DeadCode
{
    public static Graph Run(Graph graph)
    {
        var live = new bool[graph.Values.Count];
        foreach (var value in graph.Inputs.Concat(graph.Outputs.Select(output => output.Value)))
            live[value.Id] = true;
        for (var place = graph.Values.Count - 1; place >= 0; place--)
        {
            if (!live[place])
                continue;
            foreach (var input in graph.Values[place].Inputs)
                live[input.Id] = true;
        }

        return Array.TrueForAll(live, isLive => isLive) ? graph : GraphRewriter.Rewrite(graph, (builder, value, inputs) => live[value.Id] ? builder.Append(value.Operator, value.Origin, inputs) : null);
    }
}
