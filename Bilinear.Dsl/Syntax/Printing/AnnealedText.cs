using System.Text.RegularExpressions;

namespace Bilinear.Dsl.Syntax.Printing;

/// <summary>Other programs that belong to one whose <c>train</c> block says <c>anneal</c>, all in canonical text.</summary>
public static class AnnealedText
{
    // A reserved word, so that nothing else is called silu; but what is quoted is another's text.
    private static readonly Regex Silu = new(@"(?<quoted>""(?:[^""\\]|\\.)*"")|\bsilu\b");

    /// <summary>
    /// What the program becomes once its gates are annealed: every gate <c>silu</c> is <c>none</c>, wherever it is said (a layer, a default, an instance), and no
    /// <c>train</c> block says <c>anneal</c>. The other words stay, and so do names, sizes and comments.
    /// </summary>
    public static string Bilinear(string canonicalText) => Join(Lines(canonicalText).Select(line => IsComment(line) ? line : Silu.Replace(line, word => word.Groups["quoted"].Success ? word.Value : "none")));

    /// <summary>The program that trains in the same way and leaves its gates as they are.</summary>
    public static string Control(string canonicalText) => Join(Lines(canonicalText));

    /// <summary>All lines but the entries <c>anneal</c> of <c>train</c> blocks, each of which has a line of its own.</summary>
    private static IEnumerable<string> Lines(string canonicalText)
    {
        var isTraining = false;
        foreach (var line in canonicalText.Split('\n'))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]) && !IsComment(line))
                isTraining = line.StartsWith("train ", StringComparison.Ordinal);
            if (!isTraining || !line.TrimStart().StartsWith("anneal ", StringComparison.Ordinal))
                yield return line;
        }
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith("///", StringComparison.Ordinal);

    private static string Join(IEnumerable<string> lines) => string.Join("\n", lines);
}
