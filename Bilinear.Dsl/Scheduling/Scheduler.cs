using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Scheduling.Memory;
using Bilinear.Dsl.Scheduling.Naming;
using Bilinear.Dsl.Scheduling.Verification;

namespace Bilinear.Dsl.Scheduling;

/// <summary>Turns fused graphs into what a device does: names, memory, and the calls in their order. Values and views disappear; operands and buffers appear.</summary>
public static class Scheduler
{
    /// <summary>Schedules a model's graphs; returns null, after a report, where the memory of one sample is beyond what a tensor can hold.</summary>
    public static ModelSchedules? Run(BoundModel model, FusedModel fused, DiagnosticBag diagnostics)
    {
        var epilogues = new EpilogueTable(fused);
        var schedules = new ModelSchedules(model,
            new ScheduleBuilder(fused.Forward, epilogues).Build("forward"),
            new ScheduleBuilder(fused.Step, epilogues).Build("step"),
            new ScheduleBuilder(fused.Capture, epilogues).Build("capture"),
            fused.Score is { } score ? new ScheduleBuilder(score, epilogues).Build("score") : null);
        return MemoryLimit.Allows(schedules, diagnostics) ? Check(schedules) : null;
    }

    private static ModelSchedules Check(ModelSchedules schedules)
    {
        ScheduleVerifier.Check(schedules.Forward, schedules.Model);
        ScheduleVerifier.Check(schedules.Step, schedules.Model);
        ScheduleVerifier.Check(schedules.Capture, schedules.Model);
        if (schedules.Score is { } score)
            ScheduleVerifier.Check(score, schedules.Model);
        return schedules;
    }
}
