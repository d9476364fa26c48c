using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Scheduling.Verification;

/// <summary>What each kernel wants of its operands, as <see cref="Kernel"/> states it.</summary>
internal static class KernelContract
{
    public static bool TakesEpilogue(Kernel kernel) => kernel is Kernel.Product or Kernel.DualProduct or Kernel.Map or Kernel.RmsNorm or Kernel.RmsNormAdjoint;

    /// <summary>What is wrong with the operands of a call, in the words of its kernel.</summary>
    public static IEnumerable<string> Problems(KernelCall call)
    {
        var (inputs, leastOutputs, mostOutputs) = Counts(call.Kernel);
        if (call.Inputs.Count != inputs || call.Outputs.Count < leastOutputs || call.Outputs.Count > mostOutputs)
            return [$"has {call.Inputs.Count} inputs and {call.Outputs.Count} outputs"];
        return [.. Conditions(call).Where(condition => !condition.Holds).Select(condition => condition.Problem), .. Views(call)];
    }

    private static (int Inputs, int LeastOutputs, int MostOutputs) Counts(Kernel kernel) => kernel switch
    {
        Kernel.Map => (0, 1, 3),
        Kernel.RmsNorm => (1, 1, 3),
        Kernel.SumRows or Kernel.Noise => (1, 1, 1),
        Kernel.CrossEntropy or Kernel.SquaredError => (2, 1, 2),
        _ => (2, 1, 3),
    };

    private static IEnumerable<(bool Holds, string Problem)> Conditions(KernelCall call)
    {
        var result = call.Outputs[0];
        var elementwise = TakesEpilogue(call.Kernel) ? call.EpilogueInputs.Where(input => !input.IsBroadcast).Concat(call.Outputs) : [];
        foreach (var operand in elementwise)
            yield return (HaveOneShape(operand, result), $"has {operand.Name} and {result.Name} of different shapes in its epilogue");
        foreach (var row in call.EpilogueInputs.Where(input => input.IsBroadcast))
            yield return (row.Columns == result.Columns && row is { Rows: 1, RowsPerSample: 0 }, $"repeats {row.Name}, which is not one row as wide as {result.Name}");

        switch (call.Kernel)
        {
            case Kernel.Product or Kernel.DualProduct:
                var (a, b) = (call.Inputs[0], call.Inputs[1]);
                var columns = Extent.Of(call.Kernel == Kernel.DualProduct ? 2 * result.Columns : result.Columns);
                yield return (Extent.Columns(a) == Extent.Rows(b), $"multiplies {Extent.Columns(a)} columns by {Extent.Rows(b)} rows");
                yield return (Extent.Rows(a) == Extent.Rows(result) && Extent.Columns(b) == columns, $"gives [{Extent.Rows(a)}, {Extent.Columns(b)}] to {result.Name}");
                yield return (call.Kernel == Kernel.Product || b.Transposed, "reads stacked weights that are not transposed");
                break;
            case Kernel.RmsNorm or Kernel.RmsNormAdjoint or Kernel.Noise:
                foreach (var input in call.Inputs)
                    yield return (HaveOneShape(input, result), $"has {input.Name} and {result.Name} of different shapes");
                break;
            case Kernel.SumRows:
                yield return (result is { RowsPerSample: 0, Rows: 1 } && result.Columns == call.Inputs[0].Columns, $"sums {call.Inputs[0].Name} into another shape");
                break;
            case Kernel.CrossEntropy or Kernel.SquaredError:
                var (prediction, target) = (call.Inputs[0], call.Inputs[1]);
                yield return (Extent.Rows(target) == Extent.Rows(prediction), $"has another number of rows in {target.Name} than in {prediction.Name}");
                yield return (target.Columns == (call.Kernel == Kernel.CrossEntropy ? 1 : prediction.Columns), $"has {target.Columns} columns in {target.Name}");
                yield return (result is { Storage: Storage.Loss, RowsPerSample: 0, Rows: 1, Columns: 1 }, $"writes the loss to {result.Name}");
                yield return (HaveOneShape(call.Outputs[call.Outputs.Count - 1], prediction) || call.Outputs.Count == 1, "has a derivative of another shape than the prediction's");
                break;
        }
    }

    /// <summary>Only the operands of a product may be transposed, and only an epilogue's inputs repeat a row.</summary>
    private static IEnumerable<string> Views(KernelCall call)
    {
        var untransposed = call.Kernel is Kernel.Product or Kernel.DualProduct ? call.EpilogueInputs.Concat(call.Outputs) : call.Inputs.Concat(call.EpilogueInputs).Concat(call.Outputs);
        foreach (var operand in untransposed.Where(operand => operand.Transposed))
            yield return $"transposes {operand.Name}";
        foreach (var operand in call.Inputs.Concat(call.Outputs).Where(operand => operand.IsBroadcast))
            yield return $"repeats {operand.Name}";
    }

    private static bool HaveOneShape(Operand left, Operand right) =>
        Extent.Rows(left) == Extent.Rows(right) && Extent.Columns(left) == Extent.Columns(right);
}
