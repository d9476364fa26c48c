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
}
