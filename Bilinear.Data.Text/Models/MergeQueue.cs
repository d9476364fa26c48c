using System.Buffers;

namespace Bilinear.Data.Text.Models;

/// <summary>
/// Merges the tokens of a word, in n·log n: they are a linked list, and every pair that has a merge waits for its turn, by rank and
/// place. Those of the word as it begins are sorted once; a queue holds those that merges bring. Each merge looks at its two
/// neighbours alone. What waits for tokens that are no more is passed over.
/// </summary>
internal static class MergeQueue
{
    /// <summary>No token: merged into the one on its left, or beyond an end.</summary>
    private const int None = -1;

    /// <summary>Merges in place until nothing is left to merge.</summary>
    /// <returns>How many tokens there are now, at the front.</returns>
    public static int Run(Merges merges, Span<int> tokens)
    {
        if (tokens.Length < 2)
            return tokens.Length;
        var links = ArrayPool<int>.Shared.Rent(2 * tokens.Length);
        var before = links.AsSpan(0, tokens.Length);
        var after = links.AsSpan(tokens.Length, tokens.Length);
        var first = ArrayPool<ulong>.Shared.Rent(tokens.Length);
        var waiting = Link(merges, tokens, before, after, first);
        waiting.Sort();
        var queue = new PriorityQueue<int, ulong>();
        while (TryNext(ref waiting, queue, out var place, out var turn))
        {
            var right = after[place];
            if (tokens[place] == None || right == None || !merges.TryGet(tokens[place], tokens[right], out var merge) || Turn(merge.Rank, place) != turn)
                continue;
            (tokens[place], tokens[right]) = (merge.Result, None);
            after[place] = after[right];
            if (after[place] is not None and var next)
            {
                before[next] = place;
                if (merges.TryGet(tokens[place], tokens[next], out var behind))
                    queue.Enqueue(place, Turn(behind.Rank, place));
            }
            if (before[place] is not None and var previous && merges.TryGet(tokens[previous], tokens[place], out var ahead))
                queue.Enqueue(previous, Turn(ahead.Rank, previous));
        }
        var count = 0;
        for (var place = 0; place != None; place = after[place])
            tokens[count++] = tokens[place];
        ArrayPool<int>.Shared.Return(links);
        ArrayPool<ulong>.Shared.Return(first);
        return count;
    }

    // The turns of the pairs that have a merge.
    private static Span<ulong> Link(Merges merges, ReadOnlySpan<int> tokens, Span<int> before, Span<int> after, Span<ulong> turns)
    {
        var count = 0;
        for (var place = 0; place < tokens.Length; place++)
        {
            (before[place], after[place]) = (place - 1, place + 1 < tokens.Length ? place + 1 : None);
            if (place + 1 < tokens.Length && merges.TryGet(tokens[place], tokens[place + 1], out var merge))
                turns[count++] = Turn(merge.Rank, place);
        }
        return turns[..count];
    }

    private static bool TryNext(ref Span<ulong> waiting, PriorityQueue<int, ulong> queue, out int place, out ulong turn)
    {
        if (waiting.IsEmpty || (queue.TryPeek(out _, out var queued) && queued < waiting[0]))
            return queue.TryDequeue(out place, out turn);
        turn = waiting[0];
        place = (int)(uint)turn;
        waiting = waiting[1..];
        return true;
    }

    private static ulong Turn(uint rank, int place) => ((ulong)rank << 32) | (uint)place;
}
