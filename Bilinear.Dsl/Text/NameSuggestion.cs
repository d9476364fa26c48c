namespace Bilinear.Dsl.Text;

/// <summary>Finds the name that was probably meant, by edit distance.</summary>
public sealed class NameSuggestion
{
    /// <summary>Comparisons in one file; afterwards nothing is suggested. A file of a thousand wrong names among a thousand others has to end.</summary>
    private const int MaximumComparisons = 200_000;

    /// <summary>Candidates that are looked at, most of which differ in length alone and cost little.</summary>
    private const int MaximumCandidates = 2_000_000;

    private const int MaximumLength = 40;

    private int _comparisons;
    private int _candidates;

    /// <summary>The candidate with the fewest edits, at most a third of the name's length; of several the first. Null where none is near.</summary>
    public string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaximumLength)
            return null;

        string? nearest = null;
        var fewest = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (++_candidates > MaximumCandidates)
                return null;
            if (Math.Abs(candidate.Length - name.Length) >= fewest)
                continue;
            if (++_comparisons > MaximumComparisons)
                return null;
            var edits = Distance(name, candidate);
            if (edits < fewest)
                (nearest, fewest) = (candidate, edits);
        }

        return nearest;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours, in either case of letters.</summary>
    internal static int Distance(string left, string right)
    {
        // row[j]: edits from the first i characters of left to the first j of right.
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
        }

        return row[right.Length];
    }
}
