using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>The type of a value: element type, sizes, and whether the batch, the one symbolic size, stands before them.</summary>
/// <remarks>Most operators see a matrix: the last axis is its columns, and whatever stands before it, the batch included, its rows.</remarks>
public sealed record TensorType(TensorShape Shape, bool IsBatched)
{
    /// <summary>What a loss has: <c>f32[]</c>.</summary>
    public static TensorType Scalar { get; } = new(new TensorShape(ElementType.F32, []), IsBatched: false);

    public ElementType Element => Shape.Element;

    public IReadOnlyList<long> Dims => Shape.Dims;

    public long Columns => Shape.Last;

    /// <summary>Rows of the matrix; of one sample where it is batched.</summary>
    public long Rows => Shape.Count / Shape.Last;

    /// <summary>Two axes and no batch: what a weight has.</summary>
    public bool IsMatrix => !IsBatched && Dims.Count == 2;

    /// <summary>One axis and no batch: what a bias has.</summary>
    public bool IsVector => !IsBatched && Dims.Count == 1;

    public static TensorType Batched(TensorShape sample) => new(sample, IsBatched: true);

    public static TensorType Fixed(IReadOnlyList<long> dims) => new(new TensorShape(ElementType.F32, dims), IsBatched: false);

    public TensorType WithLast(long last) => this with { Shape = Shape.WithLast(last) };

    /// <summary>Whether the rows of both are the same ones, whatever their columns.</summary>
    public bool HasRowsOf(TensorType other) => Dims.Count > 0 && IsBatched == other.IsBatched && Shape.HasRowsOf(other.Shape);

    public override string ToString()
    {
        var sizes = Dims.Select(dim => dim.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"{(Element == ElementType.F32 ? "f32" : "i32")}[{string.Join(", ", IsBatched ? sizes.Prepend("b") : sizes)}]";
    }
}
