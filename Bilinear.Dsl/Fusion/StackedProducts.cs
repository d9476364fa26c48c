using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;

namespace Bilinear.Dsl.Fusion;

/// <summary>
/// The products with stacked weights [W; V] of which only the two halves are used: one pass over x computes both,
/// and the halves meet in registers.
/// </summary>
internal static class StackedProducts
{
    /// <summary>
    /// Brings the halves next to the product, so that a bias does not stand between:
    /// <code>
    /// s = add p, (broadcast bias); l = slice s   →   l = add (slice p), (broadcast (slice bias))
    /// </code>
    /// </summary>
    public static Graph BringHalvesForward(Graph graph)
    {
        if (!graph.Values.Any(IsHalfOfSum))
            return graph;

        var sliced = OnlySliced(graph, new ValueUses(graph));
        var halved = GraphRewriter.Rewrite(graph, (builder, old, inputs) =>
        {
            if (old is not { Operator: Slice slice, Inputs: [var stacked] } || !sliced.Contains(stacked)
                || inputs is not [{ Operator: Add, Inputs: [{ Operator: MatMul } product, { Operator: Broadcast, Inputs: [var bias] }] }])
                return builder.Append(old.Operator, old.Origin, inputs);

            var half = builder.Append(slice, old.Origin.Step("product"), product);
            var vector = builder.Append(slice, old.Origin.Step("bias"), bias);
            var rows = builder.Append(new Broadcast(half.Type), old.Origin.Step("bias_rows"), vector);
            return builder.Append(new Add(), old.Origin, half, rows);
        });
        return DeadCode.Run(Simplify.Run(halved));
    }

    private static bool IsHalfOfSum(Value value) => value is { Operator: Slice, Inputs: [{ Operator: Add }] };

    /// <summary>The products that a dual product can compute; their slices are then its two accumulators.</summary>
    public static HashSet<Value> Find(Graph graph, ValueUses uses) => [.. OnlySliced(graph, uses).Where(value => IsHalved(value, uses))];

    private static bool IsHalved(Value value, ValueUses uses)
    {
        if (value.Operator is not MatMul { TransposeLeft: false, TransposeRight: true } || value.Type.Columns % 2 != 0)
            return false;

        var half = value.Type.Columns / 2;
        var slices = uses.Of(value).Select(reader => (Slice)reader.Operator).ToList();
        return slices.TrueForAll(slice => slice.Length == half && slice.Start % half == 0)
            && slices.Exists(slice => slice.Start == 0) && slices.Exists(slice => slice.Start == half);
    }

    private static HashSet<Value> OnlySliced(Graph graph, ValueUses uses) =>
        [.. graph.Values.Where(value => !uses.IsReturned(value) && uses.Of(value).All(reader => reader.Operator is Slice))];
}
