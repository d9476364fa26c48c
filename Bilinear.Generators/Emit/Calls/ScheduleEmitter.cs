using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>Prints the calls of a schedule: each paragraph is an equation, the views that it is the first to need, and the call.</summary>
internal static class ScheduleEmitter
{
    public static void WriteMethod(IndentedText code, ScheduledMethod method, string summary, ModelFacts model)
    {
        code.Summary(summary);
        if (method.Parts.Count == 0)
        {
            WriteCalls(code, method.Name, method.Schedule, method.Calls, model);
            return;
        }

        using (code.Block($"private static void {method.Name}(global::Bilinear.Training.Workspace at)"))
            code.Lines(method.Parts.Select(part => $"{part.Name}(at);"));
        foreach (var (name, calls) in method.Parts)
        {
            code.Line();
            WriteCalls(code, name, method.Schedule, calls, model);
        }
    }

    private static void WriteCalls(
        IndentedText code, string name, Schedule schedule, IReadOnlyList<KernelCall> calls, ModelFacts model)
    {
        using (code.Block($"private static void {name}(global::Bilinear.Training.Workspace at)"))
        {
            if (calls.Count > 0)
                code.Line("var device = at.Device;");
            var views = new ViewNames(code, schedule, model.Parameters);
            foreach (var call in calls)
            {
                code.Line().Equations(call.Equation);
                var arguments = KernelArguments(call, views);
                var operands = EpilogueOperands(call, views);
                code.Write("", new Call($"device.{Method(call, model)}", [.. arguments, .. operands]), ";");
                foreach (var kept in call.Kept)
                {
                    var value = views.Name(kept.Operand);
                    code.Line($"at.Layer({kept.Index}, {value});");
                }
            }
        }
    }

    private static string Method(KernelCall call, ModelFacts model) =>
        call.Epilogue is { IsStore: false } epilogue ? $"{call.Kernel}<{model.EpilogueNames[epilogue.Name]}>" : call.Kernel.ToString();

    private static IEnumerable<Fragment> KernelArguments(KernelCall call, ViewNames views)
    {
        var inputs = call.Inputs.Select(input => (Fragment)views.Name(input)).ToList();
        if (call.Epilogue is not null)
            return inputs;

        // A result that is not wanted is no view.
        var outputs = call.Outputs.Select(output => (Fragment)views.Name(output));
        var unwanted = Enumerable.Repeat((Fragment)"default", call.Kernel.Spec().Results.Count - call.Outputs.Count);
        return [.. inputs, .. outputs, .. unwanted, .. call.Noise is null ? [] : NoiseArguments(call.Noise)];
    }

    private static IEnumerable<Fragment> NoiseArguments(NoiseCall noise) =>
        [$"global::Bilinear.Kernels.NoiseKind.{noise.Kind}", $"at.NoiseScale * {Literals.Float(noise.Sigma)}", $"at.NoiseKey(layer: {noise.Layer})", "at.SampleIndices"];

    /// <summary>A plain store is the kernel's short form, with the output as its last argument.</summary>
    private static IEnumerable<Fragment> EpilogueOperands(KernelCall call, ViewNames views)
    {
        if (call.Epilogue is null)
            return [];
        if (call.Epilogue.IsStore)
            return [views.Name(call.Outputs[0])];

        var inputs = call.EpilogueInputs.Select((input, i) =>
            (Fragment)$"In{i} = {(input.IsBroadcast ? views.Broadcast(input, like: call.Outputs[0]) : views.Name(input))}");
        var outputs = call.Outputs.Select((output, i) => (Fragment)$"Out{i} = {views.Name(output)}");
        return [new Initialized("new()", [.. inputs, .. outputs])];
    }
}
