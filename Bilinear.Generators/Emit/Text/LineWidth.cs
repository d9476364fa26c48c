using System.Text.RegularExpressions;

namespace Bilinear.Generators.Emit.Text;

/// <summary>How long the lines of generated code are, and where text is broken that is longer.</summary>
internal static class LineWidth
{
    public const int Most = 139;

    // A tag with its attributes belongs to one word.
    private static readonly Regex Word = new(@"(?:<[a-z][^<>]*>|\S)+", RegexOptions.CultureInvariant);

    public static bool Fits(string line, int indentation) => indentation + line.Length <= Most;

    /// <summary>Text in lines of at most <paramref name="width"/> characters, as far as its words are no longer.</summary>
    public static IReadOnlyList<string> Words(string text, int width)
    {
        List<string> lines = [""];
        foreach (Match word in Word.Matches(text))
        {
            var line = lines[lines.Count - 1];
            if (line.Length == 0)
                lines[lines.Count - 1] = word.Value;
            else if (line.Length + 1 + word.Length <= width)
                lines[lines.Count - 1] = $"{line} {word.Value}";
            else
                lines.Add(word.Value);
        }
        return lines;
    }

    /// <summary>The items of a list that are separated by commas outside of brackets.</summary>
    public static IEnumerable<string> Items(string list)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth > 0 || list[i] != ',')
                continue;
            yield return list.Substring(start, i - start);
            start = i + 1;
        }
        yield return list.Substring(start);
    }
}
