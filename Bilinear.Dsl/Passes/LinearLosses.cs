using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>
/// Joins the linear map that gives logits with their loss, so that the logits of a batch never exist whole. It does so where
/// every output is such a map, and then the graph gives losses alone.
/// <code>
/// y = matmul x, wᵀ                         loss = linear_cross_entropy x, w, target
/// loss = cross_entropy y, target       →   return loss
/// return y, loss
///
/// y = add (matmul x, wᵀ), (broadcast b)    the same with b
/// </code>
/// </summary>
public static class LinearLosses
{
    public static Graph Run(Graph training)
    {
        var losses = training.Values.Where(value => training.Losses.Any(loss => loss.Value == value)).ToList();
        if (!losses.TrueForAll(loss => loss.Operator is CrossEntropy && Operands(loss.Inputs[0], loss.Inputs[1]) is not null))
            return training;
        var graph = GraphRewriter.Rewrite(training, (builder, old, inputs) => losses.Contains(old)
            ? builder.Append(new LinearCrossEntropy(), old.Origin, Operands(inputs[0], inputs[1])!)
            : builder.Append(old.Operator, old.Origin, inputs));
        return graph with { Outputs = [.. graph.Outputs.Where(output => output.Role != OutputRole.Output)] };
    }

    /// <summary>x, weight, perhaps bias, and labels, where the logits are linear in x; else null.</summary>
    private static IReadOnlyList<Value>? Operands(Value logits, Value labels) => logits switch
    {
        { Operator: MatMul { TransposeLeft: false, TransposeRight: true }, Inputs: [var x, { Operator: Parameter } weight] } => [x, weight, labels],
        { Operator: Add, Inputs: [{ Operator: MatMul { TransposeLeft: false, TransposeRight: true }, Inputs: [var x, { Operator: Parameter } weight] }, { Operator: Broadcast, Inputs: [{ Operator: Parameter } bias] }] } =>
            [x, weight, bias, labels],
        _ => null,
    };
}
