namespace Bilinear.Dsl.Symbols;

/// <summary>The element type of a tensor: 32-bit floats, or 32-bit integers (class labels and tokens).</summary>
public enum ElementType { F32, I32 }

/// <summary>The shape of one sample; the batch is implicit. A scalar has no dimensions.</summary>
public sealed class TensorShape(ElementType element, IReadOnlyList<long> dims) : IEquatable<TensorShape>
{
    public ElementType Element { get; } = element;

    public IReadOnlyList<long> Dims { get; } = dims;

    /// <summary>Elements of one sample.</summary>
    public long Count
    {
        get
        {
            var product = 1L;
            for (var i = 0; i < Dims.Count; i++)
                product = checked(product * Dims[i]);
            return product;
        }
    }

    /// <summary>The size of the last axis: what <c>linear</c>, <c>bilinear</c>, <c>glu</c> and <c>rmsnorm</c> act on.</summary>
    public long Last => Dims[Dims.Count - 1];

    public TensorShape WithLast(long last) => new(Element, [.. Dims.Take(Dims.Count - 1), last]);

    public bool Equals(TensorShape? other) =>
        ReferenceEquals(this, other) || (other is not null && Element == other.Element && Dims.Count == other.Dims.Count && HasDimsOf(other, Dims.Count));

    /// <summary>Whether the axes before the last are the same.</summary>
    public bool HasRowsOf(TensorShape other) => Element == other.Element && Dims.Count == other.Dims.Count && HasDimsOf(other, Dims.Count - 1);

    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    public override int GetHashCode() => Dims.Aggregate((int)Element, (hash, dim) => unchecked((hash * 31) + dim.GetHashCode()));

    private bool HasDimsOf(TensorShape other, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (Dims[i] != other.Dims[i])
                return false;
        }

        return true;
    }

    public override string ToString() => $"{(Element == ElementType.F32 ? "f32" : "i32")}[{string.Join(", ", Dims)}]";
}
