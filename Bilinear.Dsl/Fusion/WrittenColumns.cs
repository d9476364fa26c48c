using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Fusion;

/// <summary>Keeps the columns of each value that have been written so far; a value that nothing computes is there from the start.</summary>
internal sealed class WrittenColumns
{
    private readonly Dictionary<Value, List<(long Start, long End)>> _ranges = [];

    /// <summary>False where some of the columns were written before.</summary>
    public bool Add(MatrixView view)
    {
        var (start, end) = ColumnsOf(view);
        if (!_ranges.TryGetValue(view.Tensor, out var ranges))
            _ranges[view.Tensor] = ranges = [];
        var isNew = ranges.TrueForAll(range => range.End <= start || end <= range.Start);
        ranges.Add((start, end));
        return isNew;
    }

    public bool Covers(MatrixView view)
    {
        if (view.Tensor.Operator is Input or Target or Parameter or Sharpness)
            return true;
        var (start, end) = ColumnsOf(view);
        return _ranges.TryGetValue(view.Tensor, out var ranges)
            && ranges.Sum(range => Math.Max(0, Math.Min(end, range.End) - Math.Max(start, range.Start))) == end - start;
    }

    /// <summary>A view with columns of its own, as after a reshape, is of the whole.</summary>
    private static (long Start, long End) ColumnsOf(MatrixView view)
    {
        var whole = MatrixView.Whole(view.Tensor);
        var isReshaped = !view.IsBroadcast && view.RowStride != whole.Columns;
        return isReshaped ? (0, whole.Columns) : (view.ColumnOffset, view.ColumnOffset + view.Columns);
    }
}
