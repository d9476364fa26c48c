namespace Bilinear.Serialization;

/// <summary>Describes a tensor as the header of a file does.</summary>
/// <param name="Dtype">The name of the element type. An unknown type matters only when the tensor is read.</param>
/// <param name="Begin">The place of its first byte, counted from the end of the header.</param>
/// <param name="End">The place after its last byte.</param>
public sealed record TensorEntry(string Name, string Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The element type; null for an unknown one.</summary>
    public ElementType? Type { get; } = Enum.GetNames<ElementType>().Contains(Dtype, StringComparer.Ordinal) ? Enum.Parse<ElementType>(Dtype) : null;

    /// <summary>The number of elements.</summary>
    public long Count { get; } = (Shape ?? throw new ArgumentNullException(nameof(Shape))).Contains(0) ? 0 : Shape.Aggregate(1L, (product, size) => checked(product * size));

    public override string ToString() => $"{Name} {Dtype}[{string.Join(", ", Shape)}]";
}
