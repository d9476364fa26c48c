using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Scheduling.Verification;

/// <summary>What each kernel wants of its operands, as its line in <see cref="KernelTable"/> states it.</summary>
internal static class KernelContract
{
    /// <summary>What is wrong with the operands of a call, in the words of its kernel.</summary>
    public static IEnumerable<string> Problems(KernelCall call)
    {
        var spec = call.Kernel.Spec();
        if (!spec.MayRead(call.Inputs.Count) || !spec.MayWrite(call.Outputs.Count))
            return [$"has {call.Inputs.Count} inputs and {call.Outputs.Count} outputs"];
        return [.. Conditions(call, spec).Where(condition => !condition.Holds).Select(condition => condition.Problem), .. Views(call, spec)];
    }

    private static IEnumerable<(bool Holds, string Problem)> Conditions(KernelCall call, KernelSpec spec)
    {
        var result = call.Outputs[0];
        var elementwise = spec.TakesEpilogue ? call.EpilogueInputs.Where(input => !input.IsBroadcast).Concat(call.Outputs) : [];
        foreach (var operand in elementwise)
            yield return (HaveOneShape(operand, result), $"has {operand.Name} and {result.Name} of different shapes in its epilogue");
        foreach (var row in call.EpilogueInputs.Where(input => input.IsBroadcast))
            yield return (row.Columns == result.Columns && row is { Rows: 1, RowsPerSample: 0 }, $"repeats {row.Name}, which is not one row as wide as {result.Name}");
        for (var i = 0; i < call.Inputs.Count; i++)
            yield return OfInput(call, spec.Inputs[i], call.Inputs[i]);
        if (spec.Inputs.FirstOrDefault() == OperandRole.Factor && spec.Inputs.Count == 2)
        {
            foreach (var condition in OfProduct(call, spec))
                yield return condition;
        }
        foreach (var (role, output) in spec.Results.Zip(call.Outputs, (specified, output) => (specified.Role, output)))
            yield return OfResult(call, role, output);
    }

    private static (bool Holds, string Problem) OfInput(KernelCall call, OperandRole role, Operand input)
    {
        var (result, first) = (call.Outputs[0], call.Inputs[0]);
        return role switch
        {
            OperandRole.Elementwise => (HaveOneShape(input, result), $"has {input.Name} and {result.Name} of different shapes"),
            OperandRole.Summed => (input.Columns == result.Columns, $"sums {input.Name} into another shape"),
            OperandRole.Labels => (input.Columns == 1 && Extent.Rows(input) == Extent.Rows(first), $"has {input.Columns} columns in {input.Name}, or another number of rows than in {first.Name}"),
            OperandRole.Rowwise => (Extent.Rows(input) == Extent.Rows(first), $"has another number of rows in {input.Name} than in {first.Name}"),
            OperandRole.Table => (input.RowsPerSample == 0, $"has a table in {input.Name} that grows with the batch"),
            OperandRole.Tokens => (input.Columns == 1, $"has {input.Columns} columns in {input.Name}, and a row has one token"),
            OperandRole.Earlier => (HaveOneShape(input, result), $"adds to {input.Name} something of another shape"),
            OperandRole.LikePrediction => (HaveOneShape(input, first), $"has {input.Name} and {first.Name} of different shapes"),
            _ => (true, ""),
        };
    }

    private static IEnumerable<(bool Holds, string Problem)> OfProduct(KernelCall call, KernelSpec spec)
    {
        var (a, b, result) = (call.Inputs[0], call.Inputs[1], call.Outputs[0]);
        var columns = Extent.Of(spec.Accumulators * result.Columns);
        yield return (Extent.Columns(a) == Extent.Rows(b), $"multiplies {Extent.Columns(a)} columns by {Extent.Rows(b)} rows");
        yield return (Extent.Rows(a) == Extent.Rows(result) && Extent.Columns(b) == columns, $"gives [{Extent.Rows(a)}, {Extent.Columns(b)}] to {result.Name}");
        yield return (spec.Accumulators == 1 || b.Transposed, "reads stacked weights that are not transposed");
    }

    private static (bool Holds, string Problem) OfResult(KernelCall call, ResultRole role, Operand output) => role switch
    {
        ResultRole.Row => (output is { RowsPerSample: 0, Rows: 1 }, $"sums {call.Inputs[0].Name} into another shape"),
        ResultRole.Loss => (output is { Storage: Storage.Loss, RowsPerSample: 0, Rows: 1, Columns: 1 }, $"writes the loss to {output.Name}"),
        ResultRole.Rowwise => (Extent.Rows(output) == Extent.Rows(call.Inputs[0]), $"has another number of rows in {output.Name} than in {call.Inputs[0].Name}"),
        ResultRole.Table => (output.RowsPerSample == 0, $"has a table in {output.Name} that grows with the batch"),
        ResultRole.Elementwise => (HaveOneShape(output, call.Inputs[0]), $"has {output.Name} and {call.Inputs[0].Name} of different shapes"),
        _ => (true, ""),
    };

    /// <summary>Only the operands of a product may be transposed, and only an epilogue's inputs repeat a row.</summary>
    private static IEnumerable<string> Views(KernelCall call, KernelSpec spec)
    {
        var own = call.Inputs.Where((_, i) => spec.Inputs[i] != OperandRole.Factor);
        foreach (var operand in own.Concat(call.EpilogueInputs).Concat(call.Outputs).Where(operand => operand.Transposed))
            yield return $"transposes {operand.Name}";
        foreach (var operand in call.Inputs.Concat(call.Outputs).Where(operand => operand.IsBroadcast))
            yield return $"repeats {operand.Name}";
    }

    private static bool HaveOneShape(Operand left, Operand right) =>
        Extent.Rows(left) == Extent.Rows(right) && Extent.Columns(left) == Extent.Columns(right);
}
