using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Scheduling.Memory;

/// <summary>A tensor holds 2³¹−1 elements; a model whose buffers for one sample hold more could not run a batch of one.</summary>
internal static class MemoryLimit
{
    private const long Elements = int.MaxValue;

    public static bool Allows(ModelSchedules schedules, DiagnosticBag diagnostics)
    {
        var tooLarge = new[] { schedules.Step, schedules.Forward, schedules.Capture, schedules.Score }.FirstOrDefault(schedule => schedule?.ArenaFloatsPerSample > Elements);
        if (tooLarge is null)
            return true;

        var largest = tooLarge.Buffers.OrderByDescending(buffer => buffer.FloatsPerSample).First();
        diagnostics.ReportArenaTooLarge(tooLarge.Calls[largest.FirstCall].Span, tooLarge == schedules.Step, largest.Name, largest.FloatsPerSample, tooLarge.ArenaFloatsPerSample);
        return false;
    }
}
