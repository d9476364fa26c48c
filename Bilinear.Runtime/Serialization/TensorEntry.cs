namespace Bilinear.Serialization;

/// <summary>A tensor as a file's header states it.</summary>
/// <param name="Dtype">The name of its element type. One that is not known matters only when the tensor is read.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record TensorEntry(string Name, string Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>Null where it is none that is known.</summary>
    public ElementType? Type { get; } = Enum.GetNames<ElementType>().Contains(Dtype, StringComparer.Ordinal) ? Enum.Parse<ElementType>(Dtype) : null;

    /// <summary>Elements.</summary>
    public long Count { get; } = (Shape ?? throw new ArgumentNullException(nameof(Shape))).Contains(0) ? 0 : Shape.Aggregate(1L, (product, size) => checked(product * size));

    public override string ToString() => $"{Name} {Dtype}[{string.Join(", ", Shape)}]";
}
