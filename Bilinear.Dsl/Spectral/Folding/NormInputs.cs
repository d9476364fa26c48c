using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Spectral.Folding;

/// <summary>A model that ends where its norms begin, with the parameters of the whole: a file of weights fits both.</summary>
internal static class NormInputs
{
    /// <param name="values">What is returned.</param>
    public static BoundModel Of(BoundModel model, FlowTrace trace, IReadOnlyList<FlowNode> values)
    {
        var needed = new HashSet<FlowNode>(values);
        for (var place = trace.Nodes.Count - 1; place >= 0; place--)
        {
            if (needed.Contains(trace.Nodes[place]))
                needed.UnionWith(trace.Nodes[place].Inputs);
        }

        var named = new Dictionary<FlowNode, BoundValue> { [trace.Input] = model.Body.Input };
        var bindings = new List<BoundBinding>();
        foreach (var node in trace.Nodes.Where(node => node != trace.Input && needed.Contains(node)))
        {
            var value = new BoundValue($"value{named.Count}", node.Shape, model.Span);
            bindings.Add(new BoundBinding(value, Flow(node, named)));
            named.Add(node, value);
        }

        return model with
        {
            Outputs = [.. values.Select((value, i) => new BoundPort($"norm{i + 1}", value.Shape))],
            Body = model.Body with { Bindings = bindings, Returns = [.. values.Select(value => new BoundRead(named[value], model.Span))] },
            Train = model.Train with { Losses = [.. values.Select(value => new LossSpec(value.Shape.Last >= 2 ? LossKind.CrossEntropy : LossKind.MeanSquaredError))] },
            Decompose = [],
        };
    }

    private static BoundFlow Flow(FlowNode node, Dictionary<FlowNode, BoundValue> named)
    {
        IReadOnlyList<BoundFlow> inputs = [.. node.Inputs.Select(input => new BoundRead(named[input], named[input].Span))];
        return node.Layer is { } layer
            ? new BoundPipe(inputs[0], [new BoundStep(layer, node.Inputs[0].Shape, node.Shape, layer.Span)], node.Shape, layer.Span)
            : new BoundSum(inputs, node.Shape, named[node.Inputs[0]].Span);
    }
}
