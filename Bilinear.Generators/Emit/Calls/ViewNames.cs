using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>The views that a method has declared so far. Asking for one declares it; slices and transposes are written at the use.</summary>
/// <param name="ofTexts">Whether the samples are texts, which have different numbers of rows.</param>
internal sealed class ViewNames(IndentedText code, Schedule schedule, IReadOnlyList<ParameterSymbol> parameters, bool ofTexts)
{
    private readonly Dictionary<(string Operand, string Source), string> _names = [];
    private readonly NameScope _scope = new(["at", "device", "b"]);
    private bool _hasBatch;

    public string Name(Operand operand)
    {
        var width = StoredColumns(operand);
        var source = Source(operand, width);
        // Buffers may share memory: it is the name and the view together that make a variable.
        if (!_names.TryGetValue((operand.Name, source), out var name))
        {
            name = _scope.Claim(CSharpNames.Camel(operand.Name));
            _names.Add((operand.Name, source), name);
            code.Line($"var {name} = {source};");
        }

        var isSlice = operand.ColumnOffset != 0 || operand.Columns != width;
        return name + (isSlice ? $".Slice(start: {operand.ColumnOffset}, count: {operand.Columns})" : "") + (operand.Transposed ? ".T" : "");
    }

    /// <summary>An operand of one row as often as another has rows: <c>x.Broadcast(b)</c>, <c>x.Broadcast(b * 28)</c>, <c>x.Broadcast(y.Rows)</c>, or a number.</summary>
    public string Broadcast(Operand operand, Operand like)
    {
        var rows = like switch
        {
            { Transposed: true } => $"rows: {like.Columns}",
            { RowsPerSample: 0 } => $"rows: {like.Rows}",
            _ => Rows(like.RowsPerSample),
        };
        return $"{Name(operand)}.Broadcast({rows})";
    }

    /// <summary>How many rows a value has in the batch: <c>b</c>, <c>b * 28</c>, of texts <c>at.Rows</c>.</summary>
    public string Rows(long rowsPerSample) => ofTexts ? "at.Rows" : rowsPerSample == 1 ? Batch() : $"{Batch()} * {rowsPerSample}";

    private string Batch()
    {
        if (!_hasBatch)
            code.Line("var b = at.Samples;");
        _hasBatch = true;
        return "b";
    }

    private string Source(Operand operand, long width) => operand.Storage switch
    {
        Storage.Loss => $"at.Loss({operand.Index})",
        Storage.Sharpness => $"at.Sharpness(columns: {width})",
        Storage.Parameter or Storage.Gradient => $"at.{operand.Storage}({operand.Index})",
        Storage.Arena when operand.RowsPerSample == 0 => $"at.FixedArena(offset: {schedule.Buffers[operand.Index].Offset}, rows: {operand.Rows}, columns: {width})",
        Storage.Arena => $"at.Arena(offset: {schedule.Buffers[operand.Index].Offset}, rowsPerSample: {operand.RowsPerSample}, columns: {width})",
        _ => $"at.{operand.Storage}({operand.Index}, rowsPerSample: {operand.RowsPerSample}, columns: {width})",
    };

    /// <summary>The columns of the whole stored matrix, of which the operand may be a range.</summary>
    private long StoredColumns(Operand operand) => operand.Storage switch
    {
        Storage.Loss => 1,
        Storage.Parameter or Storage.Gradient => parameters[operand.Index].Dims[parameters[operand.Index].Dims.Count - 1],
        Storage.Sharpness => operand.Columns,
        _ => operand.RowStride,
    };
}
