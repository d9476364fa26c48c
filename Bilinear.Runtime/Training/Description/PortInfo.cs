using Bilinear.Serialization;

namespace Bilinear.Training;

/// <summary>An input or an output of a model: one sample of it.</summary>
/// <param name="Shape">Without the batch: <c>[28, 28]</c>.</param>
public abstract record PortInfo(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>Elements of one sample.</summary>
    public int Count { get; } = Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>What its elements are.</summary>
    public abstract ElementType Element { get; }
}
