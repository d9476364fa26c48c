namespace Bilinear.Dsl.Scheduling.Verification;

/// <summary>What the calls of a schedule have written so far, column by column.</summary>
internal sealed class WrittenMemory
{
    private readonly Schedule _schedule;
    private readonly Dictionary<(Storage, int), List<(long Start, long End)>> _written = [];
    private readonly Dictionary<(Storage, int), long> _strides = [];

    public WrittenMemory(Schedule schedule) => _schedule = schedule;

    /// <summary>Whether the view stays inside what is stored, as far as the schedule knows its size.</summary>
    public bool Holds(Operand operand)
    {
        var fitsRow = operand.IsBroadcast || (operand.ColumnOffset >= 0 && operand.ColumnOffset + operand.Columns <= operand.RowStride);
        if (operand.Storage != Storage.Arena || operand.IsBroadcast)
            return fitsRow;
        var buffer = _schedule.Buffers[operand.Index];
        return fitsRow
            && operand.RowsPerSample * operand.RowStride == buffer.RowsPerSample * buffer.Columns
            && operand.Rows * operand.RowStride == buffer.Rows * buffer.Columns;
    }

    /// <summary>False where some of it was written before.</summary>
    public bool Write(Operand operand)
    {
        var key = (operand.Storage, operand.Index);
        if (!_written.TryGetValue(key, out var ranges))
            _written[key] = ranges = [];
        _strides[key] = operand.RowStride;
        var (start, end) = (operand.ColumnOffset, operand.ColumnOffset + operand.Columns);
        var isNew = ranges.TrueForAll(range => range.End <= start || end <= range.Start);
        if (isNew)
            ranges.Add((start, end));
        return isNew;
    }

    public bool IsWritten(Operand operand)
    {
        if (operand.Storage is Storage.Input or Storage.Target or Storage.Parameter or Storage.Sharpness)
            return true;
        var key = (operand.Storage, operand.Index);
        if (!_written.TryGetValue(key, out var ranges))
            return false;

        // Seen in another shape, all of it is read.
        if (!operand.IsBroadcast && operand.RowStride != _strides[key])
            return IsWhole(operand.Storage, operand.Index);
        var (start, end) = (operand.ColumnOffset, operand.ColumnOffset + operand.Columns);
        return ranges.Sum(range => Math.Max(0, Math.Min(end, range.End) - Math.Max(start, range.Start))) == end - start;
    }

    public bool IsWhole(Storage storage, int index) =>
        _written.TryGetValue((storage, index), out var ranges) && ranges.Sum(range => range.End - range.Start) == _strides[(storage, index)];
}
