namespace Bilinear.Dsl.Scheduling.Naming;

/// <summary>Makes one word of a path: <c>stack.0.mix</c>.</summary>
internal static class PathNames
{
    private static readonly char[] Separators = ['.', '_'];

    /// <summary><c>stack0Mix</c></summary>
    public static string Camel(string path)
    {
        var words = path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? path : string.Concat(words.Select((word, i) => i == 0 ? word : Capital(word)));
    }

    /// <summary><c>StackMix</c>: a struct serves every iteration of a repeat, so iterations are left out.</summary>
    public static string Pascal(string path) => Capital(Camel(string.Join(".", WithoutTurns(path))));

    /// <summary><c>mix</c>, and <c>dMix</c> of <c>dStack.0.mix</c>: what the value is inside its block.</summary>
    public static string Local(string path)
    {
        var segments = WithoutTurns(path);
        var last = Camel(segments[segments.Count - 1]);
        var isAdjoint = segments.Count > 1 && path.Length > 1 && path[0] == 'd' && char.IsUpper(path[1]);
        return isAdjoint ? "d" + Capital(last) : last;
    }

    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1);

    private static List<string> WithoutTurns(string path)
    {
        var segments = path.Split('.');
        return [.. segments.Where((segment, i) => i == 0 || !segment.All(char.IsDigit))];
    }
}
