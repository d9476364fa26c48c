using Bilinear.Dsl.Scheduling;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>
/// A method that runs calls of a schedule. Where they are many they are cut into parts, each a method of its own, since a
/// method of thousands of calls is slow to compile and not read by anyone.
/// </summary>
internal sealed class ScheduledMethod
{
    private const int CallsPerMethod = 100;

    public ScheduledMethod(string name, Schedule schedule, IReadOnlyList<KernelCall> calls, ClassNames names)
    {
        Name = names.Claim(name);
        Schedule = schedule;
        Calls = calls;
        var parts = calls.Count <= CallsPerMethod ? 0 : (calls.Count + CallsPerMethod - 1) / CallsPerMethod;
        Parts = [.. Enumerable.Range(0, parts).Select(part =>
            (names.Claim($"{name}{part}"), (IReadOnlyList<KernelCall>)[.. calls.Skip(part * CallsPerMethod).Take(CallsPerMethod)]))];
    }

    public string Name { get; }

    public Schedule Schedule { get; }

    public IReadOnlyList<KernelCall> Calls { get; }

    /// <summary>None where the method has all the calls itself.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<KernelCall> Calls)> Parts { get; }
}
