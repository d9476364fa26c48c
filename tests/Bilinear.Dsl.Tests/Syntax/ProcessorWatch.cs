namespace Bilinear.Dsl.Tests.Syntax;

/// <summary>
/// What this process has computed since it was made, the tests beside this one included: unlike the clock, it does not run while
/// others have the processor.
/// </summary>
internal sealed class ProcessorWatch
{
    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;

    public TimeSpan Elapsed => Environment.CpuUsage.TotalTime - _start;
}
