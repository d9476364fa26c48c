using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Fusion;

/// <summary>A matrix inside a stored value: reshapes, slices, transposes and broadcasts move nothing, they only look elsewhere.</summary>
/// <param name="Tensor">The value that has memory of its own.</param>
/// <param name="IsBatched">Whether there are <paramref name="Rows"/> rows for each sample, or in all.</param>
/// <param name="ColumnOffset">Where the first column stands in the stored rows.</param>
/// <param name="RowStride">The distance from one row to the next; zero where one row serves all.</param>
/// <param name="Transposed">The matrix is the transpose of the stored view, whose sizes Rows and Columns are.</param>
public sealed record MatrixView(Value Tensor, bool IsBatched, long Rows, long Columns, long ColumnOffset, long RowStride, bool Transposed = false)
{
    public bool IsBroadcast => RowStride == 0;

    public bool IsDense => RowStride == Columns;

    /// <summary>Whether an element of one stands for an element of the other, place by place.</summary>
    public bool HasShapeOf(MatrixView other) =>
        Columns == other.Columns && !Transposed && !other.Transposed && (IsBroadcast || (IsBatched == other.IsBatched && Rows == other.Rows));

    public MatrixView Columnwise(long start, long length) => this with { ColumnOffset = ColumnOffset + start, Columns = length };

    /// <summary>The whole of a value. Labels are one column: one a row of the logits.</summary>
    public static MatrixView Whole(Value value)
    {
        var columns = value.Type is { Element: Symbols.ElementType.F32, Dims.Count: > 0 } ? value.Type.Columns : 1;
        return new MatrixView(value, value.Type.IsBatched, value.Type.Shape.Count / columns, columns, 0, columns);
    }
}
