namespace Bilinear.Serialization;

/// <summary>A tensor as a file's header states it.</summary>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record TensorEntry(string Name, ElementType Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    public long Count => (End - Begin) / Type.Size();

    public override string ToString() => $"{Name} {Type}[{string.Join(", ", Shape)}]";
}
