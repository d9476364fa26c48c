using Bilinear.Dsl.Ir;

namespace Bilinear.Testing.Interpretation;

/// <summary>What a graph is run on: rows of the input, of the target of each output where it has targets, and a tensor for each parameter by its path.</summary>
public sealed record Feeds(int Batch, double[] Input, IReadOnlyList<double[]> Targets, IReadOnlyDictionary<string, double[]> Parameters)
{
    /// <summary>The sharpness of gates that are annealed; that of a model which is not trained is 1.</summary>
    public double Sharpness { get; init; } = 1;
}

/// <summary>Runs any graph in double, one value after the other.</summary>
public static class Interpreter
{
    /// <returns>One tensor an output, in the graph's order: the model's outputs, their losses, the gradients.</returns>
    public static IReadOnlyList<Tensor> Run(Graph graph, Feeds feeds, NoiseSource? noise = null)
    {
        var results = RunAll(graph, feeds, noise);
        return [.. graph.Outputs.Select(output => results[output.Value.Id])];
    }

    /// <param name="replacements">What stands in the place of a value, whatever it is computed from.</param>
    /// <returns>One tensor a value of the graph.</returns>
    public static IReadOnlyList<Tensor> RunAll(Graph graph, Feeds feeds, NoiseSource? noise = null, IReadOnlyDictionary<Value, double[]>? replacements = null)
    {
        var results = new Tensor[graph.Values.Count];
        foreach (var value in graph.Values)
        {
            results[value.Id] = Evaluate(value, [.. value.Inputs.Select(input => results[input.Id])], feeds, noise ?? ((_, _, _) => null));
            if (replacements?.TryGetValue(value, out var other) == true)
                results[value.Id] = new Tensor(results[value.Id].Dims, other);
        }

        return results;
    }

    /// <summary>Σ weight·loss over the losses of a graph.</summary>
    /// <param name="results">What <see cref="Run"/> gave for it.</param>
    public static double LossOf(Graph graph, IReadOnlyList<Tensor> results) =>
        graph.Outputs.Zip(results).Where(pair => pair.First.Role == OutputRole.Loss).Sum(pair => pair.First.Weight * pair.Second.Elements[0]);

    /// <summary>The axis before the last counts positions.</summary>
    private static TextOperators Texts(Tensor x) => new((int)x.Dims[^2]);

    private static Tensor Evaluate(Value value, IReadOnlyList<Tensor> inputs, Feeds feeds, NoiseSource noise)
    {
        IReadOnlyList<long> dims = value.Type.IsBatched ? [feeds.Batch, .. value.Type.Dims] : value.Type.Dims;
        return value.Operator switch
        {
            Input => new Tensor(dims, feeds.Input),
            Target target => new Tensor(dims, feeds.Targets[target.Index]),
            Sharpness => new Tensor(dims, [.. Enumerable.Repeat(feeds.Sharpness, (int)dims[0])]),
            Parameter parameter => new Tensor(dims, feeds.Parameters[parameter.Symbol.Path]),
            MatMul product => Operators.MatMul(product, inputs[0], inputs[1], dims),
            Reshape => new Tensor(dims, inputs[0].Elements),
            Slice slice => Operators.Slice(slice, inputs[0], dims),
            Pad pad => Operators.Pad(pad, inputs[0], dims),
            Concat => Operators.Concat(inputs, dims),
            Broadcast => Operators.Broadcast(inputs[0], dims),
            SumRows => Operators.SumRows(inputs[0], dims),
            Add => Operators.Zip(inputs[0], inputs[1], (left, right) => left + right),
            Multiply => Operators.Zip(inputs[0], inputs[1], (left, right) => left * right),
            Scale scale => Operators.Map(inputs[0], x => scale.Factor * x),
            Unary unary => Operators.Pointwise(unary.Function, inputs[0]),
            RmsNorm norm => Operators.RmsNorm(inputs[0], norm.Epsilon),
            RmsNormAdjoint norm => Operators.RmsNormAdjoint(inputs[0], inputs[1], norm.Epsilon),
            BatchScale batch => Operators.BatchScale(batch.Spec, inputs[0], Rows(batch.Of)),
            BatchScaleAdjoint batch => Operators.BatchScaleAdjoint(batch.Spec, inputs[0], inputs[1], Rows(batch.Of)),
            Embed => TextOperators.Embed(inputs[0], inputs[1], dims),
            EmbedAdjoint => TextOperators.EmbedAdjoint(inputs[0], inputs[1], inputs.ElementAtOrDefault(2), dims),
            Rotate rotate => Texts(inputs[0]).Rotate(rotate, inputs[0]),
            Attention attention => Texts(inputs[0]).Attention(attention.Shape, inputs[0], inputs[1], inputs[2]),
            AttentionLogSums sums => Texts(inputs[0]).LogSums(sums.Shape, inputs[0], inputs[1]),
            AttentionAdjoint adjoint => Texts(inputs[0]).AttentionAdjoints(adjoint.Shape, inputs[0], inputs[1], inputs[2], inputs[^1])[adjoint.Of],
            LinearCrossEntropy => Operators.LinearCrossEntropy(inputs),
            LinearCrossEntropyAdjoint adjoint => Operators.LinearCrossEntropyAdjoint(inputs, adjoint.Of),
            Noise draw => Noises.Apply(draw, inputs[0], noise),
            CrossEntropy => Operators.CrossEntropy(inputs[0], inputs[1]),
            CrossEntropyAdjoint => Operators.CrossEntropyAdjoint(inputs[0], inputs[1]),
            SquaredError => Operators.SquaredError(inputs[0], inputs[1]),
            SquaredErrorAdjoint => Operators.SquaredErrorAdjoint(inputs[0], inputs[1]),
            _ => throw new ArgumentException($"The interpreter has no rule for {value.Operator.Mnemonic}; give it one.", nameof(value)),
        };

        long Rows(TensorType type) => type.IsBatched ? feeds.Batch * type.Rows : type.Rows;
    }
}
