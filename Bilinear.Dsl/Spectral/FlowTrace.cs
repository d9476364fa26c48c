using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Spectral;

/// <summary>A model's flow as a graph of single layers: blocks and repeats are opened, names followed.</summary>
internal sealed class FlowTrace
{
    private readonly List<FlowNode> _nodes = [];

    private FlowTrace(BoundModel model)
    {
        Input = Add(null, [], model.Body.Input.Shape);
        Outputs = Follow(model.Body, Input);
    }

    public FlowNode Input { get; }

    /// <summary>Every value, the input first, each behind those that it is computed from.</summary>
    public IReadOnlyList<FlowNode> Nodes => _nodes;

    /// <summary>The model's outputs, in the order of its header.</summary>
    public IReadOnlyList<FlowNode> Outputs { get; }

    /// <summary>The number of the output that a value is; null where it is none. A value that is returned twice is the first of the two.</summary>
    public int? OutputOf(FlowNode node)
    {
        for (var index = 0; index < Outputs.Count; index++)
        {
            if (Outputs[index] == node)
                return index;
        }

        return null;
    }

    public static FlowTrace Of(BoundModel model) => new(model);

    /// <summary>Every application of a layer.</summary>
    public IReadOnlyList<FlowNode> UsesOf(BoundLayer layer) => [.. _nodes.Where(node => ReferenceEquals(node.Layer, layer))];

    private IReadOnlyList<FlowNode> Follow(BoundBody body, FlowNode input)
    {
        var values = new Dictionary<BoundValue, FlowNode> { [body.Input] = input };
        foreach (var binding in body.Bindings)
            values[binding.Target] = Follow(binding.Flow, values);
        return [.. body.Returns.Select(flow => Follow(flow, values))];
    }

    private FlowNode Follow(BoundFlow flow, Dictionary<BoundValue, FlowNode> values) => flow switch
    {
        BoundRead read => values[read.Value],
        BoundSum sum => Add(null, [.. sum.Terms.Select(term => Follow(term, values))], sum.Shape),
        BoundPipe pipe => pipe.Steps.Aggregate(Follow(pipe.Head, values), (input, step) => Apply(step.Layer, input, step.Output)),
        _ => throw new InvalidOperationException($"A flow of the kind {flow.GetType().Name} is not known here."),
    };

    private FlowNode Apply(BoundLayer layer, FlowNode input, TensorShape output) => layer switch
    {
        BoundBlock block => Follow(block.Body, input)[0],
        BoundRepeat repeat => repeat.Iterations.Aggregate(input, (value, iteration) => Apply(iteration, value, output)),
        _ => Add(layer, [input], output),
    };

    private FlowNode Add(BoundLayer? layer, IReadOnlyList<FlowNode> inputs, TensorShape shape)
    {
        var node = new FlowNode(layer, inputs, shape);
        _nodes.Add(node);
        foreach (var input in inputs)
            input.Users.Add(node);
        return node;
    }
}
