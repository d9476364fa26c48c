using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;

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
    private readonly Dictionary<Value, Value> _again = [];

    private Recompute()
    {
    }

    /// <summary>Rewrites a gradient graph.</summary>
    /// <returns>The graph, and which of its values are computed again.</returns>
    public static (Graph Graph, HashSet<Value> Again) Run(Graph graph)
    {
        var lastLoss = graph.Losses.Max(loss => loss.Value.Id);
        var recompute = new Recompute();
        var rewritten = GraphRewriter.Rewrite(graph, (builder, old, inputs) =>
        {
            var isBackward = old.Id > lastLoss && !IsOfForward(old.Operator);
            var now = inputs.Select((input, i) => isBackward && old.Inputs[i].Id <= lastLoss ? recompute.Again(builder, input) : input);
            return builder.Append(old.Operator, old.Origin, [.. now]);
        });
        return (rewritten, [.. recompute._again.Values]);
    }

    /// <summary>What a call of the forward pass computes beside its own result.</summary>
    private static bool IsOfForward(Operator op) => op is AttentionLogSums or LinearCrossEntropyAdjoint or CrossEntropyAdjoint;

    /// <summary>Gives what stands for a value of the forward pass in the backward pass.</summary>
    private Value Again(GraphBuilder builder, Value value)
    {
        if (!value.Type.IsBatched || value.Operator is not (RmsNorm or Multiply))
            return value;
        if (_again.TryGetValue(value, out var again))
            return again;
        return _again[value] = builder.Append(value.Operator, value.Origin with { Name = value.Origin.Name + ".again" }, [.. value.Inputs.Select(input => Again(builder, input))]);
    }
}
