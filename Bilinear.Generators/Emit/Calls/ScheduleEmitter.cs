using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>Prints the calls of a schedule: each paragraph is an equation, the views that it is the first to need, and the call.</summary>
internal static class ScheduleEmitter
{
    /// <param name="fromCache">Whether attention reads the keys and values of earlier calls too, and keeps those of this one.</param>
    public static void WriteMethod(IndentedText code, ScheduledMethod method, string summary, ModelFacts model, bool fromCache = false)
    {
        var caches = fromCache ? method.Calls.Where(call => call.Kernel == Kernel.Attention).ToList() : [];
        code.Summary(summary);
        if (method.Parts.Count == 0)
        {
            WriteCalls(code, method.Name, method.Schedule, method.Calls, caches, model);
            return;
        }

        using (code.Block($"private static void {method.Name}(global::Bilinear.Training.Workspace at)"))
            code.Lines(method.Parts.Select(part => $"{part.Name}(at);"));
        foreach (var (name, calls) in method.Parts)
        {
            code.Line();
            WriteCalls(code, name, method.Schedule, calls, caches, model);
        }
    }

    private static void WriteCalls(
        IndentedText code, string name, Schedule schedule, IReadOnlyList<KernelCall> calls, List<KernelCall> caches, ModelFacts model)
    {
        using (code.Block($"private static void {name}(global::Bilinear.Training.Workspace at)"))
        {
            if (calls.Count > 0)
                code.Line("var device = at.Device;");
            var views = new ViewNames(code, schedule, model.Parameters, model.Model.TakesTexts);
            foreach (var call in calls)
            {
                code.Line().Equations(call.Equation);
                if (caches.IndexOf(call) is >= 0 and var cache)
                {
                    Fragment[] from = [.. call.Inputs.Select(input => (Fragment)views.Name(input)), "at.Texts", $"at.Cache({cache})", views.Name(call.Outputs[0]), .. Settings(call, views)];
                    code.Write("", new Call("device.CachedAttention", from), ";");
                    continue;
                }
                var arguments = KernelArguments(call, views);
                var operands = EpilogueOperands(call, views);
                code.Write("", new Call($"device.{Method(call, model)}", [.. arguments, .. operands, .. SettingsBehind(call)]), ";");
                foreach (var kept in call.Kept)
                {
                    var value = views.Name(kept.Operand);
                    code.Line($"at.Layer({kept.Index}, {value});");
                }
            }
        }
    }

    private static string Method(KernelCall call, ModelFacts model) =>
        call.Epilogue is { IsStore: false } epilogue ? $"{call.Kernel}<{model.EpilogueNames[epilogue.Name]}>" : call.Kernel.Spec().Method ?? call.Kernel.ToString();

    private static IEnumerable<Fragment> KernelArguments(KernelCall call, ViewNames views)
    {
        // What the result is added to lies where the result does.
        var inputs = call.Inputs.Where((_, i) => call.Kernel.Spec().Inputs[i] != OperandRole.Earlier).Select(input => (Fragment)views.Name(input)).ToList();
        if (call.Epilogue is not null)
            return inputs;
        inputs.AddRange(RowsOf(call.Kernel));

        // A result that is not wanted is no view.
        var outputs = call.Outputs.Select(output => (Fragment)views.Name(output));
        var unwanted = Enumerable.Repeat((Fragment)"default", call.Kernel.Spec().Results.Count - call.Outputs.Count);
        return [.. inputs, .. outputs, .. unwanted, .. Settings(call, views)];
    }

    private static IEnumerable<Fragment> RowsOf(Kernel kernel) => kernel.Spec().Rows switch
    {
        Rows.Positions => ["at.Positions"],
        Rows.Texts => ["at.Texts"],
        _ => [],
    };

    private static IEnumerable<Fragment> Settings(KernelCall call, ViewNames views) => (call.Kernel, call.Settings) switch
    {
        (_, NoiseSettings noise) => NoiseArguments(noise),
        (Kernel.BatchScale, BatchScaleSettings batch) => [$"rows: {views.Rows(batch.RowsPerSample)}", $"epsilon: {Literals.Float(batch.Spec.Epsilon)}", PerChannel(batch)],
        (_, BatchScaleSettings batch) => [$"rows: {views.Rows(batch.RowsPerSample)}", PerChannel(batch)],
        (_, RotateSettings rotate) => [$"heads: {rotate.Heads}", $"@base: {Literals.Double(rotate.Base)}", $"inverse: {(rotate.Inverse ? "true" : "false")}"],
        (_, AttentionSettings attention) => [AttentionShape(attention)],
        (Kernel.EmbedAdjoint, _) => [$"adds: {(call.Inputs.Count == call.Kernel.Spec().Inputs.Count ? "true" : "false")}"],
        _ => [],
    };

    private static Fragment PerChannel(BatchScaleSettings batch) => $"perChannel: {(batch.Spec.IsPerChannel ? "true" : "false")}";

    private static Fragment AttentionShape(AttentionSettings shape) =>
        new Call("new", [$"Heads: {shape.Heads}", $"KeyHeads: {shape.KeyHeads}", $"IsCausal: {(shape.IsCausal ? "true" : "false")}", $"global::Bilinear.Kernels.AttentionScores.{shape.Scores}"]);

    /// <summary>What stands behind the operands of an epilogue.</summary>
    private static IEnumerable<Fragment> SettingsBehind(KernelCall call) =>
        call.Settings is NormSettings norm ? [$"epsilon: {Literals.Float(norm.Epsilon)}"] : [];

    private static IEnumerable<Fragment> NoiseArguments(NoiseSettings noise) =>
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
