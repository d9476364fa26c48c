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
    /// <summary>Schedules both graphs; returns null, after a report, where the memory of one sample is beyond what a tensor can hold.</summary>
    public static ModelSchedules? Run(BoundModel model, FusedGraph forward, FusedGraph step, DiagnosticBag diagnostics)
    {
        var epilogues = new EpilogueTable(forward, step);
        var schedules = new ModelSchedules(model,
            new ScheduleBuilder(forward, epilogues).Build("forward"),
            new ScheduleBuilder(step, epilogues).Build("step"));
        return MemoryLimit.Allows(schedules, diagnostics) ? Check(schedules) : null;
    }

    private static ModelSchedules Check(ModelSchedules schedules)
    {
        ScheduleVerifier.Check(schedules.Forward, schedules.Model);
        ScheduleVerifier.Check(schedules.Step, schedules.Model);
        return schedules;
    }
}
