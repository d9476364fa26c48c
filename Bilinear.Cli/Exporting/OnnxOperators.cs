using Bilinear.Cli.Output;
using Bilinear.Dsl.Ir;

namespace Bilinear.Cli.Exporting;

/// <summary>The one table from an operator of the compiler's graph to nodes of ONNX's operator set 17.</summary>
/// <param name="weights">Gives a parameter by its path, row by row.</param>
internal sealed class OnnxOperators(OnnxGraph graph, Func<string, float[]> weights)
{
    /// <summary>Adds what computes a value.</summary>
    /// <param name="inputs">How ONNX calls the value's inputs.</param>
    /// <param name="at">What the node is called.</param>
    /// <param name="name">What the result is to be called.</param>
    /// <returns>What it is called: a value for which nothing is computed has the name of what it is.</returns>
    /// <exception cref="InputException">Nothing in the table computes it.</exception>
    public string Add(Value value, IReadOnlyList<string> inputs, string at, string name)
    {
        switch (value.Operator)
        {
            case Input:
                graph.AddInput(name, value.Type);
                return name;
            case Parameter { Symbol: var symbol }:
                return graph.Constant(name, symbol.Dims, weights(symbol.Path));

            // y[b, n] = x[b, k]·w[n, k]ᵀ, each of the two as it is or transposed
            case MatMul product when value.Inputs.All(IsMatrix):
                return graph.Node("Gemm", at, name, inputs, OnnxGraph.Int("transA", product.TransposeLeft ? 1 : 0), OnnxGraph.Int("transB", product.TransposeRight ? 1 : 0));
            // y[b, …, n] = x[b, …, k]·w[n, k]ᵀ
            case MatMul { TransposeLeft: false } product when IsMatrix(value.Inputs[1]):
                var right = product.TransposeRight ? Step("Transpose", "transposed", [inputs[1]], OnnxGraph.Ints("perm", 1, 0)) : inputs[1];
                return graph.Node("MatMul", at, name, [inputs[0], right]);

            // The batch, which is the first axis, stays: 0 says so.
            case Reshape { To: var shape }:
                return graph.Node("Reshape", at, name, [inputs[0], graph.List(name + ".shape", [.. value.Type.IsBatched ? [0L] : Array.Empty<long>(), .. shape.Dims])]);
            case Slice slice:
                return graph.Node("Slice", at, name, [inputs[0], graph.List(name + ".from", slice.Start), graph.List(name + ".to", slice.Start + slice.Length), graph.List(name + ".axis", -1)]);
            case Concat:
                return graph.Node("Concat", at, name, inputs, OnnxGraph.Int("axis", -1));
            // ONNX's sums and products, which are all that is done with one, take a vector for every row by themselves.
            case Broadcast:
                return inputs[0];

            case Dsl.Ir.Add:
                return graph.Node("Add", at, name, inputs);
            case Multiply:
                return graph.Node("Mul", at, name, inputs);
            case Scale { Factor: var factor }:
                return graph.Node("Mul", at, name, [inputs[0], graph.Number(name + ".factor", factor)]);

            case Unary { Function: PointwiseFunction.Relu }:
                return graph.Node("Relu", at, name, inputs);
            // y = x·σ(x)
            case Unary { Function: PointwiseFunction.Silu }:
                return graph.Node("Mul", at, name, [inputs[0], Step("Sigmoid", "sigmoid", inputs)]);
            // y = x·Φ(x), Φ(x) = ½(1 + erf(x/√2))
            case Unary { Function: PointwiseFunction.Gelu }:
                var erf = Step("Erf", "erf", [Step("Mul", "scaled", [inputs[0], graph.Number(name + ".root_half", Math.Sqrt(0.5))])]);
                var doubled = Step("Add", "doubled", [erf, graph.Number(name + ".one", 1)]);
                return graph.Node("Mul", at, name, [inputs[0], Step("Mul", "normal", [doubled, graph.Number(name + ".half", 0.5)])]);

            // y = x / √(mean x² + ε), over the last axis
            case RmsNorm { Epsilon: var epsilon }:
                var mean = Step("ReduceMean", "mean", [Step("Mul", "square", [inputs[0], inputs[0]])], OnnxGraph.Ints("axes", -1), OnnxGraph.Int("keepdims", 1));
                var root = Step("Sqrt", "root", [Step("Add", "shifted", [mean, graph.Number(name + ".epsilon", epsilon)])]);
                return graph.Node("Div", at, name, [inputs[0], root]);

            default:
                throw new InputException($"This model cannot be exported: nothing in ONNX is known yet for the operator {(value.Operator is Unary unary ? unary.Function : value.Operator.Mnemonic)} of `{value.Name}`.");
        }

        string Step(string type, string step, IReadOnlyList<string> from, params ReadOnlySpan<Onnx.AttributeProto> attributes) =>
            graph.Node(type, $"{at}.{step}", graph.Unique($"{name}.{step}"), from, attributes);
    }

    // Of two axes, the batch included.
    private static bool IsMatrix(Value value) => value.Type.Dims.Count + (value.Type.IsBatched ? 1 : 0) == 2;
}
