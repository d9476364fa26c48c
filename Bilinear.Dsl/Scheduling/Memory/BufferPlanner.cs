namespace Bilinear.Dsl.Scheduling.Memory;

/// <summary>How much memory a buffer takes, and from which call to which, both included.</summary>
public sealed record BufferLife(long Floats, int FirstCall, int LastCall);

/// <summary>Where each buffer of an arena begins, in the order of the lives, and how large the arena is.</summary>
public sealed record ArenaPlan(IReadOnlyList<long> Offsets, long Size);

/// <summary>
/// Shares an arena's memory between buffers that do not live at the same time: call by call, each new buffer takes the smallest
/// gap that holds it, and the gaps of those that end are joined with their neighbours. A call's inputs end after its outputs
/// have begun, so the two never share.
/// </summary>
public static class BufferPlanner
{
    public static ArenaPlan Plan(IReadOnlyList<BufferLife> lives)
    {
        var gaps = new GapList();
        var offsets = new long[lives.Count];
        var begin = Enumerable.Range(0, lives.Count).ToLookup(buffer => lives[buffer].FirstCall);
        var end = Enumerable.Range(0, lives.Count).ToLookup(buffer => lives[buffer].LastCall);
        foreach (var call in begin.Concat(end).Select(group => group.Key).Distinct().OrderBy(call => call))
        {
            foreach (var buffer in begin[call].OrderByDescending(buffer => lives[buffer].Floats))
                offsets[buffer] = gaps.Take(lives[buffer].Floats);
            foreach (var buffer in end[call])
                gaps.Return(offsets[buffer], lives[buffer].Floats);
        }

        return new ArenaPlan(offsets, gaps.Size);
    }
}
