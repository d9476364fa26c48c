using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>The views that a method has declared so far. Asking for one declares it; slices and transposes are written at the use.</summary>
internal sealed class ViewNames(IndentedText code, Schedule schedule, IReadOnlyList<ParameterSymbol> parameters)
{
    private readonly Dictionary<(string Operand, string Source), string> _names = [];
    private readonly NameScope _scope = new(["at", "device", "b"]);

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
        return name + (isSlice ? $".Slice({operand.ColumnOffset}, {operand.Columns})" : "") + (operand.Transposed ? ".T" : "");
    }

    /// <summary>The logical rows of an operand as an expression: <c>b</c>, <c>b * 28</c>, or a number.</summary>
    public static string Rows(Operand operand) => operand switch
    {
        { Transposed: true } => Literals.Integer(operand.Columns),
        { RowsPerSample: 0 } => Literals.Integer(operand.Rows),
        { RowsPerSample: 1 } => "b",
        _ => $"b * {operand.RowsPerSample}",
    };

    private string Source(Operand operand, long width) => operand.Storage switch
    {
        Storage.Loss => $"at.Loss({operand.Index})",
        Storage.Parameter or Storage.Gradient => $"at.{operand.Storage}({operand.Index})",
        Storage.Arena when operand.RowsPerSample == 0 => $"at.FixedArena({schedule.Buffers[operand.Index].Offset}, {operand.Rows}, {width})",
        Storage.Arena => $"at.Arena({schedule.Buffers[operand.Index].Offset}, {operand.RowsPerSample}, {width})",
        _ => $"at.{operand.Storage}({operand.Index}, {operand.RowsPerSample}, {width})",
    };

    /// <summary>The columns of the whole stored matrix, of which the operand may be a range.</summary>
    private long StoredColumns(Operand operand) => operand.Storage switch
    {
        Storage.Loss => 1,
        Storage.Parameter or Storage.Gradient => parameters[operand.Index].Dims[parameters[operand.Index].Dims.Count - 1],
        _ => operand.RowStride,
    };
}
