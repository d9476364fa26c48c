using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Scheduling.Verification;

/// <summary>What must hold of a schedule. A problem is a mistake in the compiler, never in the program that it compiles.</summary>
public static class ScheduleVerifier
{
    /// <summary>The schedule itself, if nothing is wrong with it.</summary>
    /// <exception cref="ArgumentException">Something is: the message lists it, and the schedule.</exception>
    public static Schedule Check(Schedule schedule, BoundModel model)
    {
        var problems = Problems(schedule, model.Outputs.Count, model.Parameters.Count);
        return problems.Count == 0 ? schedule : throw new ArgumentException(
            $"The {schedule.Name} schedule of {model.Name} is not well formed; mend Scheduler.\n{string.Join("\n", problems)}\n{SchedulePrinter.Print(schedule, model.Name)}", nameof(schedule));
    }

    /// <param name="outputs">How many the model has.</param>
    /// <param name="parameters">How many it has of these.</param>
    public static IReadOnlyList<string> Problems(Schedule schedule, int outputs, int parameters)
    {
        var problems = new List<string>();
        var memory = new WrittenMemory(schedule);
        for (var i = 0; i < schedule.Calls.Count; i++)
        {
            var call = schedule.Calls[i];
            problems.AddRange(KernelContract.Problems(call).Concat(OfEpilogue(call)).Concat(OfMemory(call, memory)).Concat(OfPhase(schedule, call, i))
                .Select(problem => $"Call {i} ({call.Kernel}) {problem}."));
        }

        problems.AddRange(OfResults(schedule, outputs, parameters, memory));
        problems.AddRange(OfNames(schedule));
        problems.AddRange(BufferVerifier.Problems(schedule));
        return problems;
    }

    private static IEnumerable<string> OfEpilogue(KernelCall call)
    {
        if (call.Kernel.Spec().TakesEpilogue != call.Epilogue is not null)
            yield return "has an epilogue where its kernel takes none, or none where it takes one";
        if (call.EpilogueInputs.Count > 4 || call.EpilogueInputs.Count != (call.Epilogue?.InputNames.Count ?? 0))
            yield return $"has {call.EpilogueInputs.Count} epilogue inputs";
        if (call.Epilogue is { } epilogue && (epilogue.Outputs.Count != call.Outputs.Count || epilogue.OutputNames.Count != call.Outputs.Count))
            yield return $"has {call.Outputs.Count} outputs, and {epilogue.Outputs.Count} in its epilogue";
        if (!IsOf(call.Kernel, call.Settings))
            yield return "has the settings of another kernel, or none where it needs some";
    }

    private static bool IsOf(Kernel kernel, CallSettings? settings) => kernel switch
    {
        Kernel.Noise => settings is NoiseSettings,
        Kernel.BatchScale or Kernel.BatchScaleAdjoint => settings is BatchScaleSettings,
        Kernel.Rotate => settings is RotateSettings,
        Kernel.Attention or Kernel.AttentionAdjoint or Kernel.BilinearAttentionAdjoint => settings is AttentionSettings,
        Kernel.RmsNorm or Kernel.RmsNormAdjoint => settings is null or NormSettings,
        _ => settings is null,
    };

    private static IEnumerable<string> OfMemory(KernelCall call, WrittenMemory memory)
    {
        foreach (var operand in call.Inputs.Concat(call.EpilogueInputs).Concat(call.Outputs).Where(operand => !memory.Holds(operand)))
            yield return $"looks beyond {operand.Name}";
        foreach (var operand in call.Inputs.Concat(call.EpilogueInputs).Where(operand => !memory.IsWritten(operand)))
            yield return $"reads {operand.Name}, which is not written yet";
        foreach (var output in call.Outputs)
        {
            if (output.Storage is Storage.Input or Storage.Target or Storage.Parameter or Storage.Sharpness)
                yield return $"writes to {output.Name}, which is only read";
            // A term is added where it lies: each element is read before it is written, and by nobody else.
            var earlier = call.Inputs.Where((_, i) => call.Kernel.Spec().Inputs.ElementAtOrDefault(i) == OperandRole.Earlier).ToList();
            var isSum = output.Storage == Storage.Gradient && (call.EpilogueInputs.Contains(output) || earlier.Contains(output));
            if (call.Inputs.Any(input => Overlap(input, output) && !(isSum && earlier.Contains(input))))
                yield return $"reads {output.Name} while it writes it";
            if (!isSum && call.EpilogueInputs.Any(input => Overlap(input, output)))
                yield return $"reads {output.Name} while it writes it, and not element by element";
            if (!memory.Write(output) && !isSum)
                yield return $"writes {output.Name} for the second time";
        }
    }

    private static IEnumerable<string> OfPhase(Schedule schedule, KernelCall call, int index)
    {
        var isLoss = call.Kernel.Spec().IsLoss;
        var isLastForward = index == schedule.BackwardStart - 1;
        if (isLoss && index >= schedule.BackwardStart)
            yield return "computes a loss in the backward";
        if (!isLoss && isLastForward && schedule.BackwardStart < schedule.Calls.Count)
            yield return "stands where the loss ends the forward";
        // The scale of a batch stands in the place of a gradient.
        if (index < schedule.BackwardStart && !isLoss && call.Kernel != Kernel.BatchScale && call.Outputs.Any(output => output.Storage == Storage.Gradient))
            yield return "computes a gradient in the forward";
    }

    private static IEnumerable<string> OfResults(Schedule schedule, int outputs, int parameters, WrittenMemory memory)
    {
        if (schedule.BackwardStart < 0 || schedule.BackwardStart > schedule.Calls.Count)
            yield return $"The backward begins at call {schedule.BackwardStart} of {schedule.Calls.Count}.";
        // What never exists whole is no output.
        if (!schedule.Calls.Any(call => call.Kernel is Kernel.LinearCrossEntropy or Kernel.AffineCrossEntropy))
        {
            foreach (var output in Enumerable.Range(0, outputs).Where(output => !memory.IsWhole(Storage.Output, output)))
                yield return $"Output {output} is not written.";
        }
        if (schedule.Calls.All(call => !call.Kernel.Spec().IsLoss))
            yield break;
        foreach (var loss in Enumerable.Range(0, outputs).Where(loss => !memory.IsWhole(Storage.Loss, loss)))
            yield return $"The loss of output {loss} is not written.";
        if (schedule.BackwardStart == schedule.Calls.Count && schedule.Calls.All(call => call.Outputs.All(output => output.Storage != Storage.Gradient)))
            yield break;
        foreach (var parameter in Enumerable.Range(0, parameters).Where(parameter => !memory.IsWhole(Storage.Gradient, parameter)))
            yield return $"The gradient of parameter {parameter} is not written.";
    }

    private static IEnumerable<string> OfNames(Schedule schedule)
    {
        var places = new Dictionary<string, (Storage, int)>(StringComparer.Ordinal);
        foreach (var operand in schedule.Calls.SelectMany(call => call.Inputs.Concat(call.EpilogueInputs).Concat(call.Outputs)))
        {
            var place = (operand.Storage, operand.Index);
            if (places.TryGetValue(operand.Name, out var known) && known != place)
                yield return $"{operand.Name} is the name of two things.";
            places[operand.Name] = place;
        }

        var used = schedule.Calls.Select(call => call.Epilogue).OfType<Epilogue>().Where(epilogue => !epilogue.IsStore).Distinct();
        if (!used.SequenceEqual(schedule.Epilogues) || schedule.Epilogues.Select(epilogue => epilogue.Name).Distinct().Count() != schedule.Epilogues.Count)
            yield return "The list of epilogues does not hold each that is used once, under a name of its own.";
    }

    /// <summary>Other columns of one buffer are another place; in another shape, every column is the same.</summary>
    private static bool Overlap(Operand left, Operand right) => left.Storage == right.Storage && left.Index == right.Index
        && (left.RowStride != right.RowStride || (left.ColumnOffset < right.ColumnOffset + right.Columns && right.ColumnOffset < left.ColumnOffset + left.Columns));
}
