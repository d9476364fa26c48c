namespace Bilinear.Dsl.Scheduling.Verification;

/// <summary>What must hold of an arena: no two buffers that live at one time overlap, and each lives from its first use to its last.</summary>
public static class BufferVerifier
{
    public static IEnumerable<string> Problems(Schedule schedule)
    {
        foreach (var buffer in schedule.Buffers)
        {
            if (buffer.Offset % 16 != 0 || buffer.FloatsPerSample % 16 != 0 || buffer.FloatsPerSample < Math.Max(buffer.RowsPerSample, buffer.Rows) * buffer.Columns)
                yield return $"{buffer.Name} does not fill whole cache lines.";
            if (buffer.Offset < 0 || buffer.Offset + buffer.FloatsPerSample > schedule.ArenaFloatsPerSample)
                yield return $"{buffer.Name} is not inside the arena.";
        }

        foreach (var (first, second) in Overlaps(schedule.Buffers))
            yield return $"{first.Name} and {second.Name} live at one time in one place.";
        foreach (var problem in Lives(schedule))
            yield return problem;
    }

    /// <summary>Pairs of buffers that share a place at some call. Living buffers never overlap, so a new one can only overlap its neighbours by offset.</summary>
    public static IEnumerable<(BufferPlan First, BufferPlan Second)> Overlaps(IReadOnlyList<BufferPlan> buffers)
    {
        var living = new SortedList<long, BufferPlan>();
        var ending = new Queue<BufferPlan>(buffers.OrderBy(buffer => buffer.LastCall));
        foreach (var buffer in buffers.OrderBy(buffer => buffer.FirstCall))
        {
            for (; ending.Peek().LastCall < buffer.FirstCall; ending.Dequeue())
                living.Remove(ending.Peek().Offset);

            var place = FirstAtOrAfter(living.Keys, buffer.Offset);
            if (place > 0 && living.Values[place - 1] is var before && before.Offset + before.FloatsPerSample > buffer.Offset)
                yield return (before, buffer);
            if (place < living.Count && living.Values[place] is var after && buffer.Offset + buffer.FloatsPerSample > after.Offset)
                yield return (after, buffer);
            living[buffer.Offset] = buffer;
        }
    }

    private static IEnumerable<string> Lives(Schedule schedule)
    {
        var first = Enumerable.Repeat(int.MaxValue, schedule.Buffers.Count).ToArray();
        var last = Enumerable.Repeat(-1, schedule.Buffers.Count).ToArray();
        for (var i = 0; i < schedule.Calls.Count; i++)
        {
            var call = schedule.Calls[i];
            foreach (var operand in call.Inputs.Concat(call.EpilogueInputs).Concat(call.Outputs).Where(operand => operand.Storage == Storage.Arena))
            {
                first[operand.Index] = Math.Min(first[operand.Index], i);
                last[operand.Index] = i;
            }
        }

        return schedule.Buffers.Where((buffer, i) => buffer.FirstCall != first[i] || buffer.LastCall != last[i])
            .Select(buffer => $"{buffer.Name} is used outside calls {buffer.FirstCall} to {buffer.LastCall}, or not to their end.");
    }

    private static int FirstAtOrAfter(IList<long> sorted, long offset)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
