using System.Globalization;
using System.Text;

namespace Bilinear.Dsl.Scheduling;

/// <summary>
/// Prints a schedule: each call as its equation and, below it, the kernel with its operands, the epilogue, and what it writes; then the
/// buffers with their places and lives, and the epilogues.
/// </summary>
public static class SchedulePrinter
{
    public static string Print(ModelSchedules schedules) =>
        Print(schedules.Forward, schedules.Model.Name) + "\n" + Print(schedules.Step, schedules.Model.Name);

    /// <param name="model">Its name.</param>
    public static string Print(Schedule schedule, string model)
    {
        var text = new StringBuilder();
        Line(text, $"{schedule.Name} schedule of {model}: {schedule.Calls.Count} calls, {schedule.ArenaFloatsPerSample} floats per sample");
        for (var i = 0; i < schedule.Calls.Count; i++)
        {
            if (i == schedule.BackwardStart)
                Line(text, $"  backward");
            Line(text, $"{i,4}  {schedule.Calls[i].Equation}");
            Line(text, $"        {CallOf(schedule.Calls[i])}");
        }

        Table(text, "buffers", ["", "at", "floats", "calls"], [.. schedule.Buffers.Select(RowOf)]);
        Table(text, "epilogues", [], [.. schedule.Epilogues.Select(epilogue => new[] { Signature(epilogue), epilogue.Equation })]);
        return text.ToString();
    }

    private static string CallOf(KernelCall call)
    {
        var kernel = call.Epilogue is { IsStore: false } epilogue ? $"{call.Kernel}<{epilogue.Name}>" : $"{call.Kernel}";
        var inputs = call.Inputs.Select(Describe).Concat(Describe(call.Settings));
        string[] operands = [string.Join(", ", inputs), string.Join(", ", call.EpilogueInputs.Select(Describe))];
        return $"{kernel}({string.Join("; ", operands.Where(list => list.Length > 0))}) → {string.Join(", ", call.Outputs.Select(Describe))}";
    }

    private static IEnumerable<string> Describe(CallSettings? settings) => settings switch
    {
        NoiseSettings noise => [Invariant($"layer {noise.Layer}")],
        NormSettings norm => [Invariant($"eps {norm.Epsilon}")],
        BatchScaleSettings batch => [batch.Spec.IsPerChannel ? "channel" : "measured", Invariant($"eps {batch.Spec.Epsilon}"), Invariant($"rows {batch.RowsPerSample}")],
        RotateSettings rotate => [Invariant($"heads {rotate.Heads}"), Invariant($"base {rotate.Base}"), .. rotate.Inverse ? ["back"] : Array.Empty<string>()],
        AttentionSettings attention => [Invariant($"heads {attention.Heads}"), Invariant($"key heads {attention.KeyHeads}"), .. attention.IsCausal ? ["causal"] : Array.Empty<string>()],
        _ => [],
    };

    /// <summary><c>dBody[b, 128][:, 64..128]</c>, <c>headWeight[10, 64]ᵀ</c>, <c>embedBias[64]…</c> for one row that serves all.</summary>
    private static string Describe(Operand operand)
    {
        if (operand.IsBroadcast)
            return Invariant($"{operand.Name}{(operand.ColumnOffset == 0 ? "" : Invariant($"[{operand.ColumnOffset}..{operand.ColumnOffset + operand.Columns}]"))}…");
        var isPart = operand.RowStride != operand.Columns;
        var part = isPart ? Invariant($"[:, {operand.ColumnOffset}..{operand.ColumnOffset + operand.Columns}]") : "";
        return $"{operand.Name}{Shape(operand.RowsPerSample, operand.Rows, operand.RowStride)}{part}{(operand.Transposed ? "ᵀ" : "")}";
    }

    private static string Shape(long rowsPerSample, long rows, long columns) => rowsPerSample switch
    {
        0 => Invariant($"[{rows}, {columns}]"),
        1 => Invariant($"[b, {columns}]"),
        _ => Invariant($"[{rowsPerSample}b, {columns}]"),
    };

    private static string[] RowOf(BufferPlan buffer) =>
    [
        buffer.Name + Shape(buffer.RowsPerSample, buffer.Rows, buffer.Columns), Invariant($"{buffer.Offset}"), Invariant($"{buffer.FloatsPerSample}"),
        Invariant($"{buffer.FirstCall}..{buffer.LastCall}"),
    ];

    private static string Signature(Epilogue epilogue) => $"{epilogue.Name}({string.Join(", ", epilogue.InputNames)})";

    private static void Table(StringBuilder text, string title, string[] header, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
            return;
        IReadOnlyList<string[]> lines = header.Length == 0 ? rows : [header, .. rows];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => lines.Max(line => line[column].Length)).ToList();
        Line(text, $"  {title}");
        foreach (var line in lines)
            Line(text, $"    {string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column])))}");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(Invariant(line).TrimEnd()).Append('\n');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
