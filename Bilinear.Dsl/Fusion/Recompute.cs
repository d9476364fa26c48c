using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Fusion;

/// <summary>
/// Norms and products of elements that the backward pass computes again instead of keeping them, since what they are computed of is kept anyway:
/// <code>
/// h = multiply l, r                        h = multiply l, r
/// …  loss  …                               …  loss  …
/// dW = matmul dYᵀ, h                   →   h.again = multiply l, r
///                                          dW = matmul dYᵀ, h.again
/// </code>
/// The activations of texts are most of what training keeps, and these a third of them.
/// </summary>
internal sealed class Recompute
{
    private readonly GraphBuilder _builder = new();
    private readonly Dictionary<Value, Value> _again = [];
    private readonly Value[] _now;

    private Recompute(Graph graph) => _now = new Value[graph.Values.Count];

    /// <summary>Rewrites a gradient graph.</summary>
    /// <returns>The graph, and which of its values are computed again.</returns>
    public static (Graph Graph, HashSet<Value> Again) Run(Graph graph) => new Recompute(graph).Rewrite(graph);

    private (Graph Graph, HashSet<Value> Again) Rewrite(Graph graph)
    {
        var lastLoss = graph.Losses.Max(loss => loss.Value.Id);
        foreach (var value in graph.Values)
        {
            var isBackward = value.Id > lastLoss && !IsOfForward(value.Operator);
            var inputs = value.Inputs.Select(input => isBackward && input.Id <= lastLoss ? Again(input) : _now[input.Id]);
            _now[value.Id] = _builder.Append(value.Operator, value.Origin, [.. inputs]);
        }

        var outputs = graph.Outputs.Select(output => output with { Value = _now[output.Value.Id] });
        return (_builder.Build(graph.Name, graph.Stage, graph.Parameters, [.. outputs]), [.. _again.Values]);
    }

    /// <summary>What a call of the forward pass computes beside its own result.</summary>
    private static bool IsOfForward(Operator op) => op is AttentionLogSums or LinearCrossEntropyAdjoint or CrossEntropyAdjoint;

    private Value Again(Value value)
    {
        if (!value.Type.IsBatched || value.Operator is not (RmsNorm or Multiply))
            return _now[value.Id];
        if (_again.TryGetValue(value, out var again))
            return again;
        return _again[value] = _builder.Append(value.Operator, value.Origin with { Name = value.Origin.Name + ".again" }, [.. value.Inputs.Select(Again)]);
    }
}
