using System.Text.RegularExpressions;
using Bilinear.Text;

namespace Bilinear.Training.Files;

/// <summary>
/// Compares what the canonical texts of two programs say about one model's arithmetic: its own declaration and those that it
/// names, directly or not. Training, decompositions, comments and other models of the file do not change what weights mean.
/// </summary>
internal static partial class ProgramText
{
    /// <summary>The number of characters of a line that are shown before the first that differs.</summary>
    private const int Lead = 30;

    /// <summary>Gives the first line that differs, as it is in each text; null if the two programs compute the same.</summary>
    public static (string Before, string Now)? Difference(string before, string now, string model)
    {
        var (old, current) = (LinesOf(before, model), LinesOf(now, model));
        for (var line = 0; line < Math.Max(old.Count, current.Count); line++)
        {
            if (old.ElementAtOrDefault(line) != current.ElementAtOrDefault(line))
                return Show(old.ElementAtOrDefault(line) ?? "", current.ElementAtOrDefault(line) ?? "");
        }
        return null;
    }

    // The model first, then each declaration where it is first named: their order in the file does not count.
    private static List<string> LinesOf(string text, string model)
    {
        var declarations = Declarations(text);
        var names = new List<string> { model };
        var lines = new List<string>();
        for (var next = 0; next < names.Count; next++)
        {
            if (!declarations.TryGetValue(names[next], out var declaration))
                continue;
            lines.AddRange(declaration);
            names.AddRange(declaration.SelectMany(line => Word().Matches(line).Select(word => word.Value)).Where(declarations.ContainsKey).Distinct().Except(names).ToList());
        }
        return lines;
    }

    // In canonical text a line that is not indented begins a declaration, or ends one with its brace.
    private static Dictionary<string, List<string>> Declarations(string text)
    {
        var declarations = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? open = null;
        foreach (var line in text.Split('\n'))
        {
            var content = line.Trim();
            if (content.Length == 0 || content.StartsWith("//", StringComparison.Ordinal))
                continue;
            if (!char.IsWhiteSpace(line[0]) && content != "}")
                open = Header().Match(content) is { Success: true } header ? declarations[header.Groups["name"].Value] = [] : null;
            open?.Add(content);
        }
        return declarations;
    }

    private static (string Before, string Now) Show(string before, string now)
    {
        var same = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var skipped = same > 2 * Lead ? same - Lead : 0;
        return (Cut(before), Cut(now));

        string Cut(string line) => line.Length == 0 ? "nothing" : $"`{(skipped > 0 ? "…" : "")}{ForeignText.Shorten(line[skipped..])}`";
    }

    [GeneratedRegex(@"^(model|block)\s+(?<name>\w+)")]
    private static partial Regex Header();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
