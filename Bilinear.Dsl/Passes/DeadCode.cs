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
        foreach (var value in graph.Values.Reverse().Where(value => live[value.Id]))
        {
            foreach (var input in value.Inputs)
                live[input.Id] = true;
        }

        return GraphRewriter.Rewrite(graph, (builder, value, inputs) => live[value.Id] ? builder.Append(value.Operator, value.Origin, inputs) : null);
    }
}
