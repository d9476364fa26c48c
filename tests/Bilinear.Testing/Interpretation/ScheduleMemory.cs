using Bilinear.Dsl.Scheduling;

namespace Bilinear.Testing.Interpretation;

/// <summary>The memory that a schedule runs in. Whatever was not written is not a number, and so is what has come to its end.</summary>
internal sealed class ScheduleMemory
{
    private readonly Dictionary<(Storage, int), double[]> _arrays = [];
    private readonly Schedule _schedule;

    public ScheduleMemory(Schedule schedule, IReadOnlyList<string> parameters, Feeds feeds)
    {
        _schedule = schedule;
        Batch = feeds.Batch;
        _arrays[(Storage.Input, 0)] = feeds.Input;
        for (var i = 0; i < feeds.Targets.Count; i++)
            _arrays[(Storage.Target, i)] = feeds.Targets[i];
        _arrays[(Storage.Arena, 0)] = Unwritten(feeds.Batch * schedule.ArenaFloatsPerSample);
        for (var i = 0; i < parameters.Count; i++)
        {
            _arrays[(Storage.Parameter, i)] = feeds.Parameters[parameters[i]];
            _arrays[(Storage.Gradient, i)] = Unwritten(feeds.Parameters[parameters[i]].Length);
        }

        var sharpness = schedule.Calls.SelectMany(call => call.EpilogueInputs).Where(operand => operand.Storage == Storage.Sharpness).ToList();
        _arrays[(Storage.Sharpness, 0)] = [.. Enumerable.Repeat(feeds.Sharpness, (int)sharpness.Select(operand => operand.Columns).DefaultIfEmpty(0).Max())];
        foreach (var result in schedule.Calls.SelectMany(call => call.Outputs).Where(operand => operand.Storage is Storage.Output or Storage.Loss))
            _arrays[(result.Storage, result.Index)] = Unwritten(result.Storage == Storage.Loss ? 1 : feeds.Batch * result.RowsPerSample * result.RowStride);
    }

    public int Batch { get; }

    /// <summary>How many outputs there are.</summary>
    public int Outputs => _arrays.Keys.Count(key => key.Item1 == Storage.Output);

    /// <summary>How many losses there are; none in a schedule that only runs forward.</summary>
    public int Losses => _arrays.Keys.Count(key => key.Item1 == Storage.Loss);

    public double[] this[Storage storage, int index = 0] => _arrays[(storage, index)];

    public MatrixInMemory View(Operand operand)
    {
        var isArena = operand.Storage == Storage.Arena;
        var start = isArena ? Batch * _schedule.Buffers[operand.Index].Offset : 0;
        var rows = operand.RowsPerSample > 0 ? Batch * operand.RowsPerSample : operand.Rows;
        return new MatrixInMemory(
            _arrays[(operand.Storage, isArena ? 0 : operand.Index)], (int)(start + operand.ColumnOffset),
            (int)rows, (int)operand.Columns, (int)operand.RowStride, operand.Transposed);
    }

    /// <summary>Spoils what the plan says is not needed after a call, so that whoever still reads it is found out.</summary>
    public void End(int call)
    {
        foreach (var buffer in _schedule.Buffers.Where(buffer => buffer.LastCall == call))
            Array.Fill(_arrays[(Storage.Arena, 0)], double.NaN, (int)(Batch * buffer.Offset), (int)(Batch * buffer.FloatsPerSample));
    }

    private static double[] Unwritten(long length)
    {
        var array = new double[length];
        Array.Fill(array, double.NaN);
        return array;
    }
}
