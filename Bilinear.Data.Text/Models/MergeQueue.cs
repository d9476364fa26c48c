using System.Buffers;

namespace Bilinear.Data.Text.Models;

/// <summary>
/// Merges the tokens of a word, in n·log n: they are a linked list, and a queue holds every pair that has a merge, by rank and
/// place. Each merge looks at its two neighbours alone. What the queue holds of tokens that are no more is passed over.
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
        var pairs = new List<(int Place, ulong Order)>();
        for (var place = 0; place < tokens.Length; place++)
        {
            (before[place], after[place]) = (place - 1, place + 1 < tokens.Length ? place + 1 : None);
            if (place + 1 < tokens.Length && merges.TryGet(tokens[place], tokens[place + 1], out var merge))
                pairs.Add((place, Order(merge.Rank, place)));
        }
        var queue = new PriorityQueue<int, ulong>(pairs);
        while (queue.TryDequeue(out var place, out var order))
        {
            var right = after[place];
            if (tokens[place] == None || right == None || !merges.TryGet(tokens[place], tokens[right], out var merge) || Order(merge.Rank, place) != order)
                continue;
            (tokens[place], tokens[right]) = (merge.Result, None);
            after[place] = after[right];
            if (after[place] is not None and var next)
            {
                before[next] = place;
                if (merges.TryGet(tokens[place], tokens[next], out var behind))
                    queue.Enqueue(place, Order(behind.Rank, place));
            }
            if (before[place] is not None and var previous && merges.TryGet(tokens[previous], tokens[place], out var ahead))
                queue.Enqueue(previous, Order(ahead.Rank, previous));
        }
        var count = 0;
        for (var place = 0; place != None; place = after[place])
            tokens[count++] = tokens[place];
        ArrayPool<int>.Shared.Return(links);
        return count;
    }

    private static ulong Order(uint rank, int place) => ((ulong)rank << 32) | (uint)place;
}
