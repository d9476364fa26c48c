using Bilinear.Linalg;

namespace Bilinear.Spectral.Tokens;

/// <summary>The largest and the smallest xᵢ·yⱼ over all pairs of rows: a block of rows at a time, so that nothing of rows × rows is kept.</summary>
internal static class PairSearch
{
    private const int BlockRows = 128;

    /// <param name="isSymmetric">Whether (j, i) is the same as (i, j), and counts once.</param>
    public static (TokenPair[] Top, TokenPair[] Bottom) Run(Matrix x, Matrix y, int count, bool isSymmetric)
    {
        var (top, bottom) = (new PriorityQueue<TokenPair, (double, long)>(), new PriorityQueue<TokenPair, (double, long)>());
        for (var first = 0; first < x.Rows; first += BlockRows)
        {
            var products = x.SubRows(first, Math.Min(BlockRows, x.Rows - first)).TimesTransposed(y);
            for (var row = 0; row < products.Rows; row++)
            {
                var values = products.Row(row);
                for (var second = isSymmetric ? first + row : 0; second < values.Length; second++)
                {
                    var place = -(((long)(first + row) * y.Rows) + second);
                    Offer(top, (values[second], place), new TokenPair(first + row, second, values[second]), count);
                    Offer(bottom, (-values[second], place), new TokenPair(first + row, second, values[second]), count);
                }
            }
        }

        return (Sorted(top), Sorted(bottom));
    }

    // Of equal ones the first in the order of the rows stays.
    private static void Offer(PriorityQueue<TokenPair, (double, long)> kept, (double, long) rank, TokenPair pair, int count)
    {
        if (kept.Count < count)
            kept.Enqueue(pair, rank);
        else if (kept.TryPeek(out _, out var worst) && rank.CompareTo(worst) > 0)
            kept.DequeueEnqueue(pair, rank);
    }

    private static TokenPair[] Sorted(PriorityQueue<TokenPair, (double, long)> kept)
    {
        var pairs = new TokenPair[kept.Count];
        for (var index = pairs.Length - 1; index >= 0; index--)
            pairs[index] = kept.Dequeue();
        return pairs;
    }
}
