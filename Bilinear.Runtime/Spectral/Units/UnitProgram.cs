using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Bilinear.Serialization.Files;

namespace Bilinear.Spectral.Units;

/// <summary>
/// The program of a model that was made of another, a truncation or a CP fit, as a file beside its weights. Its first line has a sum of the others, so that a program
/// that somebody has changed since is known for theirs. Blanks and line ends do not count: a formatter, or git, is nobody.
/// </summary>
internal static partial class UnitProgram
{
    /// <summary>No program of ours is so long, in bytes: what is longer is not read to find out.</summary>
    private const long Longest = 1 << 20;

    private const int SumLength = 16;

    /// <summary>Beside <c>T.safetensors</c> it is <c>T.bmlp</c>.</summary>
    public static DerivedFile Place { get; } = new("the program", ".bmlp", IsOne);

    /// <summary>The file's contents.</summary>
    public static byte[] Encode(string canonicalText) => Encoding.UTF8.GetBytes($"{Mark(canonicalText)}\n{string.Join('\n', InColumns(canonicalText.Split('\n')))}\n");

    // As `bmlp fmt` lays it out: = and values of neighbours stand in one column.
    private static IEnumerable<string> InColumns(IReadOnlyList<string> lines)
    {
        for (var first = 0; first < lines.Count;)
        {
            var column = lines.Skip(first).Select(line => Entry().Match(line)).TakeWhile((entry, index) => entry.Success && !lines[first + index].EndsWith('{')).ToList();
            var width = column.Select(entry => entry.Groups["key"].Length).DefaultIfEmpty().Max();
            foreach (var entry in column)
                yield return entry.Groups["key"].Value.PadRight(width) + entry.Groups["value"].Value;
            if (column.Count == 0)
                yield return lines[first];
            first += Math.Max(1, column.Count);
        }
    }

    [GeneratedRegex("^(?<key> +(?!return )[^ ]+)(?<value> .+)$")]
    private static partial Regex Entry();

    private static string Mark(string text)
    {
        var letters = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        return $"// Written with the weights beside it. Writing them anew replaces it, unless it was changed: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letters)))[..SumLength]}";
    }

    private static bool IsOne(string path)
    {
        if (new FileInfo(path).Length > Longest)
            return false;
        var text = File.ReadAllText(path);
        var end = text.IndexOf('\n');
        return end > 0 && text[..end].TrimEnd() == Mark(text[end..]);
    }
}
