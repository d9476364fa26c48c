using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Fusion;

/// <summary>
/// Gives every value that must lie at a certain place memory of its own: a result of the graph, a part of a concatenation.
/// Where a value cannot (an input that is returned, a value with two such places, a slice that is reshaped), a copy
/// appears, a <see cref="Scale"/> by one; no operator disappears:
/// <code>
/// return x                →   y = scale x, 1; return y
/// concat a, a             →   b = scale a, 1; concat a, b
/// reshape (slice x)       →   reshape (scale (slice x), 1)
/// </code>
/// </summary>
internal sealed class InsertCopies
{
    private readonly GraphBuilder _builder = new();
    private readonly ValueUses _uses;
    private readonly HashSet<Value> _settled = [];

    private InsertCopies(Graph graph) => _uses = new ValueUses(graph);

    public static Graph Run(Graph graph) => new InsertCopies(graph).Rewrite(graph);

    private Graph Rewrite(Graph graph)
    {
        var outputs = graph.Outputs.ToList();
        var copied = Enumerable.Range(0, outputs.Count).Where(i => !Settles(outputs[i].Value)).ToLookup(i => outputs[i].Value);
        var now = new Value[graph.Values.Count];
        foreach (var value in graph.Values)
        {
            var inputs = value.Inputs.Select(input => NeedsCopy(value, input) ? Copy(now[input.Id], now[input.Id].Origin.Step("copy")) : now[input.Id]);
            now[value.Id] = _builder.Append(value.Operator, value.Origin, [.. inputs]);
            foreach (var i in copied[value])
                outputs[i] = outputs[i] with { Value = Copy(now[value.Id], value.Origin with { Name = outputs[i].Name }) };
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            if (!copied[graph.Outputs[i].Value].Contains(i))
                outputs[i] = outputs[i] with { Value = now[outputs[i].Value.Id] };
        }

        return _builder.Build(graph.Name, graph.Stage, graph.Parameters, outputs) with
        {
            Named = [.. graph.Named.Select(named => named with { Value = now[named.Value.Id] })],
            Norms = [.. graph.Norms.Select(norm => norm is null ? null : now[norm.Id])],
        };
    }

    private Value Copy(Value value, Origin origin) => _builder.Append(new Scale(1), origin, value);

    /// <summary>Whether a result of the graph can lie where the graph hands it back; then nothing else may decide its place.</summary>
    private bool Settles(Value output)
    {
        while (output.Operator is Reshape)
            output = output.Inputs[0];
        return output.Operator is not (Input or Target or Parameter or Sharpness or Slice or Broadcast) && _settled.Add(output);
    }

    private bool NeedsCopy(Value reader, Value input) => reader.Operator switch
    {
        Concat or Pad => !CanBePart(input) || !_settled.Add(input),
        Reshape => input.Operator is Slice or Broadcast,
        _ => input.Operator is Broadcast && !Pointwise.Is(reader.Operator),
    };

    /// <summary>A part lies in columns of a wider buffer, so it has an epilogue that writes it there, and no other shape.</summary>
    private bool CanBePart(Value value) =>
        (Pointwise.Is(value.Operator) || value.Operator is MatMul or RmsNorm or RmsNormAdjoint or Concat or Pad)
        && !_uses.Of(value).Any(reader => reader.Operator is Reshape);
}
