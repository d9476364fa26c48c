namespace Bilinear.Training;

/// <summary>Describes a value that a model's program has a name for: what a layer gives, a block, or a line of the flow.</summary>
/// <param name="Name">The path of the layer, such as <c>stack.0.mix</c>; its second use is <c>stack.0.mix@2</c>.</param>
/// <param name="Shape">The shape for one sample, without the batch.</param>
/// <param name="Value">The number of the value. Names of one value, such as those of a block and of its last layer, have one number.</param>
public sealed record LayerInfo(string Name, IReadOnlyList<int> Shape, int Value)
{
    /// <summary>The number of floats for each sample.</summary>
    public int Count { get; } = PortInfo.CountOf(Shape);
}
