namespace Bilinear.Dsl.Text;

/// <summary>Finds the word that was probably meant.</summary>
public static class Spelling
{
    /// <summary>
    /// The nearest of some names, if it is near enough to be a slip: at most one change for every three letters, where a
    /// change is a letter put in, left out, replaced, or swapped with its neighbour. The first of equals.
    /// </summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        var best = (Name: (string?)null, Distance: Math.Max(1, written.Length / 3) + 1);
        foreach (var name in names)
        {
            if (Math.Abs(name.Length - written.Length) >= best.Distance)
                continue;
            var distance = Distance(written, name);
            if (distance < best.Distance)
                best = (name, distance);
        }

        return best.Name;
    }

    /// <summary>The Damerau-Levenshtein distance (optimal string alignment), ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            rows[0, j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                var nearest = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                var isSwapped = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
                rows[i, j] = isSwapped ? Math.Min(nearest, rows[i - 2, j - 2] + 1) : nearest;
            }
        }

        return rows[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
