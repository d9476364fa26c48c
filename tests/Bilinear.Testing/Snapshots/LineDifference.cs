using System.Text;

namespace Bilinear.Testing.Snapshots;

/// <summary>What differs between two texts, line by line: how the snapshot of a second instance is written.</summary>
public static class LineDifference
{
    /// <summary><c>- </c> for a line that only the first has, <c>+ </c> for one that only the second has, each run under its line number in the first.</summary>
    public static string Of(string first, string second)
    {
        var before = first.Split('\n');
        var after = second.Split('\n');
        var common = CommonSuffixLengths(before, after);
        var text = new StringBuilder();
        var (i, j) = (0, 0);
        var isInRun = false;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                (i, j, isInRun) = (i + 1, j + 1, false);
                continue;
            }
            if (!isInRun)
                text.Append("@ ").Append(i + 1).Append('\n');
            isInRun = true;
            var removes = j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]);
            text.Append(removes ? "- " + before[i++] : "+ " + after[j++]).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>[i, j]: the length of the longest common subsequence of what follows line i of the first and line j of the second.</summary>
    private static int[,] CommonSuffixLengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }
        return lengths;
    }
}
