using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Spectral;

/// <summary>One value of a model with all its blocks opened: the input (no layer, no inputs), a sum (no layer), or a layer's output.</summary>
internal sealed class FlowNode(BoundLayer? layer, IReadOnlyList<FlowNode> inputs, TensorShape shape)
{
    public BoundLayer? Layer { get; } = layer;

    public IReadOnlyList<FlowNode> Inputs { get; } = inputs;

    public TensorShape Shape { get; } = shape;

    /// <summary>What reads it.</summary>
    public List<FlowNode> Users { get; } = [];

    public bool IsSum => Layer is null && Inputs.Count > 0;

    public bool IsVector => Shape.Dims.Count == 1;

    /// <summary>What it is, in words, where something else was wanted.</summary>
    public string Described(BoundModel model) => this switch
    {
        { IsSum: true } => "a sum that is no residual `x + (x |> …)` of a bilinear layer",
        { Layer: BoundGlu { Gate: not Gate.None } gated } => $"the gate of `{gated.Path}`",
        { Layer: { } layer } => $"`{layer.Path}`",
        _ => $"no bilinear layer after `{model.Inputs[0].Name}`",
    };
}
