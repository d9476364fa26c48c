using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

public static partial class DiagnosticRules
{
    public static readonly DiagnosticRule ArenaTooLarge = new("BMLP5010", "The model needs too much memory for one sample", "Bilinear.Limits");
}

/// <summary>What no device could hold.</summary>
public sealed partial class DiagnosticBag
{
    public void ReportArenaTooLarge(TextSpan span, Schedule schedule, BufferPlan largest) => Add(DiagnosticRules.ArenaTooLarge, span,
        FormattableString.Invariant($"A {(schedule.Name == "step" ? "training step" : "forward pass")} keeps {schedule.ArenaFloatsPerSample} numbers for each sample, of which `{largest.Name}` has {largest.FloatsPerSample}; a tensor holds {MemoryLimit.Elements}. Make the layer smaller, or the model shorter."));
}
