using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Fusion;

/// <summary>What must hold of a fused graph. A problem is a mistake in the compiler, never in the program that it compiles.</summary>
public static class FusedVerifier
{
    /// <summary>The graph itself, if nothing is wrong with it.</summary>
    /// <exception cref="ArgumentException">Something is: the message lists it, and the graph.</exception>
    public static FusedGraph Check(FusedGraph fused)
    {
        var problems = Problems(fused);
        return problems.Count == 0 ? fused : throw new ArgumentException(
            $"The fused {fused.Graph.Stage} graph of {fused.Graph.Name} is not well formed; mend Fuse.\n{string.Join("\n", problems)}\n{FusedPrinter.Print(fused)}", nameof(fused));
    }

    public static IReadOnlyList<string> Problems(FusedGraph fused)
    {
        var problems = new List<string>();
        var written = new WrittenColumns();
        for (var i = 0; i < fused.Calls.Count; i++)
        {
            var call = fused.Calls[i];
            foreach (var view in call.Inputs.Concat(call.EpilogueInputs).Where(view => !written.Covers(view)))
                problems.Add($"Call {i} reads {view.Tensor}, which is not written yet.");
            foreach (var output in call.Outputs.Where(output => !written.Add(output.Place)))
                problems.Add($"Call {i} writes {output.Value} over something that is already there.");
            problems.AddRange(OfEpilogue(call).Select(problem => $"Call {i} {problem}"));
        }

        problems.AddRange(fused.Results.Where(result => !written.Covers(result.Place)).Select(result => $"The output {result.Output.Name} is never written."));
        problems.AddRange(fused.Named.Where(named => !named.Place.IsDense || !written.Covers(named.Place)).Select(named => $"{named.Name} is not kept whole in one place."));
        return problems;
    }

    private static IEnumerable<string> OfEpilogue(FusedCall call)
    {
        if (call.EpilogueInputs.Count > KernelSpec.MaxEpilogueInputs || !call.Kernel.Spec().MayWrite(call.Outputs.Count))
            yield return $"has {call.EpilogueInputs.Count} inputs and {call.Outputs.Count} outputs.";
        foreach (var view in call.EpilogueInputs.Where(view => !view.HasShapeOf(call.Outputs[0].Place)))
            yield return $"reads {view.Tensor} with another shape than its outputs'.";
        foreach (var output in call.Outputs.Where(output => !output.Place.HasShapeOf(call.Outputs[0].Place) && output.Expression is not null))
            yield return $"writes {output.Value} with another shape than its first output's.";
        foreach (var leaf in call.Outputs.SelectMany(output => output.Expression is null ? [] : Leaves(output.Expression)).Where(leaf => !IsThere(leaf, call)))
            yield return $"uses {leaf}, which {call.Kernel} has not.";
    }

    private static bool IsThere(ScalarExpression leaf, FusedCall call) => leaf switch
    {
        LeftAccumulator => call.Kernel.Spec().Accumulators > 0,
        RightAccumulator => call.Kernel.Spec().Accumulators > 1,
        InputElement input => input.Index >= 0 && input.Index < call.EpilogueInputs.Count,
        _ => true,
    };

    private static IEnumerable<ScalarExpression> Leaves(ScalarExpression expression) => expression switch
    {
        Sum sum => Leaves(sum.Left).Concat(Leaves(sum.Right)),
        Times times => Leaves(times.Left).Concat(Leaves(times.Right)),
        Apply apply => Leaves(apply.Argument),
        _ => [expression],
    };
}
