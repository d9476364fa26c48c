using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Bound.Checking;

/// <summary>Walks one model's flow: names are bound before they are read, and every shape follows from the one before it.</summary>
internal sealed class BodyVerifier(BoundModel model)
{
    /// <summary>Every layer of the flow, blocks and repeats included.</summary>
    public HashSet<BoundLayer> Layers { get; } = new(ReferenceComparer.Instance);

    public HashSet<ParameterSymbol> Parameters { get; } = new(ReferenceComparer.Instance);

    public void Verify(BoundBody body)
    {
        var known = new HashSet<BoundValue> { body.Input };
        foreach (var binding in body.Bindings)
        {
            Verify(binding.Flow, known);
            Require(binding.Target.Shape.Equals(binding.Flow.Shape), $"`{binding.Target.Name}` is {binding.Target.Shape} and bound to {binding.Flow.Shape}");
            known.Add(binding.Target);
        }

        foreach (var flow in body.Returns)
            Verify(flow, known);
    }

    private void Verify(BoundFlow flow, HashSet<BoundValue> known)
    {
        Require(flow.Shape.Dims.All(dim => dim >= 1), $"a value has the shape {flow.Shape}");
        switch (flow)
        {
            case BoundRead read:
                Require(known.Contains(read.Value), $"`{read.Value.Name}` is read before it is bound");
                break;

            case BoundSum sum:
                Require(sum.Terms.Count >= 2, "a sum has fewer than two terms");
                foreach (var term in sum.Terms)
                {
                    Verify(term, known);
                    Require(term.Shape.Equals(sum.Shape), $"a term of {term.Shape} stands in a sum of {sum.Shape}");
                }

                break;

            case BoundPipe pipe:
                Require(pipe.Steps.Count >= 1, "a chain has no step");
                Verify(pipe.Head, known);
                var last = pipe.Steps.Aggregate(pipe.Head.Shape, Verify);
                Require(last.Equals(pipe.Shape), $"a chain of {pipe.Shape} ends in {last}");
                break;

            default:
                throw new InvalidOperationException($"The bound model {model.Name} is broken: a flow of the kind {flow.GetType().Name} is not known here.");
        }
    }

    private TensorShape Verify(TensorShape before, BoundStep step)
    {
        Require(before.Equals(step.Input), $"`{step.Layer.Path}` takes {step.Input} and meets {before}");
        Verify(step.Layer, step.Input);
        var output = LayerRules.Output(step.Layer, step.Input);
        Require(output.Equals(step.Output), $"`{step.Layer.Path}` gives {output} and is said to give {step.Output}");
        return step.Output;
    }

    private void Verify(BoundLayer layer, TensorShape input)
    {
        foreach (var parameter in LayerRules.Parameters(layer))
            Parameters.Add(parameter);
        switch (layer)
        {
            case BoundLinear linear:
                Require(linear.Input == input.Last, $"`{layer.Path}` has weights for {linear.Input} and meets {input}");
                break;

            case BoundGlu glu:
                Require(glu.Input == input.Last && glu.Weight.Dims[0] % 2 == 0, $"`{layer.Path}` has weights for {glu.Input} and meets {input}");
                break;

            case BoundUnembedding unembedding:
                Require(unembedding.Input == input.Last, $"`{layer.Path}` has weights for {unembedding.Input} and meets {input}");
                Parameters.Add(unembedding.Embedding.Weight);
                break;

            case BoundBlock block:
                Require(block.Body.Returns.Count == 1, $"`{layer.Path}` is a block and returns {block.Body.Returns.Count} values");
                Require(block.Body.Input.Shape.Equals(input), $"`{layer.Path}` is bound to {block.Body.Input.Shape} and meets {input}");
                if (Layers.Add(layer))
                    Verify(block.Body);
                break;

            case BoundRepeat repeat:
                Require(repeat.Iterations.Count >= 1, $"`{layer.Path}` has no iteration");
                var shape = input;
                foreach (var iteration in repeat.Iterations)
                {
                    Verify(iteration, shape);
                    shape = LayerRules.Output(iteration, shape);
                }

                break;
        }

        Layers.Add(layer);
    }

    private void Require(bool holds, string broken)
    {
        if (!holds)
            throw new InvalidOperationException($"The bound model {model.Name} is broken: {broken}.");
    }
}
