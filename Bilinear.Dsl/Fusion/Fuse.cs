using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Fusion;

/// <summary>
/// From a graph to kernel calls. Pointwise operators, slices, reshapes and broadcasts disappear: into epilogues and views.
/// <code>
/// s = matmul x, weightᵀ                         body = dual_product(x, weightᵀ): l ⊙ r
/// l = slice s, start 0; r = slice s, start m
/// body = multiply l, r
///
/// dBody = matmul dDigit, head.weight            dStacked[:, :m], dStacked[:, m:] = product(dDigit, head.weight): l ⊙ right, l ⊙ left
/// dLeft = multiply dBody, right
/// dRight = multiply dBody, left
/// dStacked = concat dLeft, dRight
/// </code>
/// </summary>
public static class Fuse
{
    /// <summary>After so many attempts nothing is fused any more; a program that a person writes needs two.</summary>
    private const int MaxAttempts = 5;

    /// <param name="keepNamed">
    /// Whether every value that the program has a name for lies in memory of its own after some call, and is read from there: so it can be looked at, and another
    /// put in its place. Every element is computed by the same operations either way.
    /// </param>
    /// <param name="keepLittle">Whether the backward pass computes again what is cheap, rather than keep it.</param>
    public static FusedGraph Run(Graph graph, bool keepNamed = false, bool keepLittle = false)
    {
        var prepared = GraphVerifier.Check(InsertCopies.Run(GraphVerifier.Check(StackedProducts.BringHalvesForward(graph))));
        HashSet<Value> again = [];
        if (keepLittle)
        {
            (prepared, again) = Recompute.Run(prepared);
            GraphVerifier.Check(prepared);
        }

        IReadOnlyList<NamedValue> named = keepNamed ? prepared.Named : [];
        IReadOnlyList<Value> kept = [.. named.Select(name => Stored(name.Value)).Distinct()];
        var apart = new HashSet<Value>();
        for (var attempt = 1; ; attempt++)
        {
            var placement = new CallPlacement(prepared, apart, again, kept);
            var crowded = placement.Calls.Where(call => call.Spec.TakesEpilogue && call.Outputs.Count > KernelSpec.MaxEpilogueOutputs).ToList();
            if (crowded.Count == 0)
            {
                var results = prepared.Outputs.Select(output => new FusedResult(output, placement.PlaceOf(output.Value)));
                return FusedVerifier.Check(new FusedGraph(prepared, [.. placement.Calls.Select(call => call.Finish())], [.. results])
                {
                    Named = [.. named.Select(name => new FusedName(name.Name, name.Value, placement.PlaceOf(name.Value)))],
                });
            }

            apart.UnionWith(attempt < MaxAttempts ? crowded.SelectMany(ToLeave) : prepared.Values.Where(value => Pointwise.Is(value.Operator)));
        }
    }

    /// <summary>What a reshape looks at.</summary>
    private static Value Stored(Value value)
    {
        while (value.Operator is Reshape)
            value = value.Inputs[0];
        return value;
    }

    /// <summary>
    /// Finds what a call of its own can compute of a call with too many outputs. How many outputs a call has
    /// shows only when all its readers are known, so they are set apart and everything is placed again.
    /// </summary>
    private static IEnumerable<Value> ToLeave(CallDraft call)
    {
        var pointwise = call.Outputs.Select(output => output.Value).Where(value => Pointwise.Is(value.Operator)).OrderBy(value => value.Id).ToList();
        var tooMany = call.Outputs.Count - KernelSpec.MaxEpilogueOutputs;
        return pointwise.Skip(Math.Max(0, pointwise.Count - tooMany));
    }
}
