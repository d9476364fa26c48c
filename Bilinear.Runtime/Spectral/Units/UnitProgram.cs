using System.Text;
using System.Text.RegularExpressions;
using Bilinear.Serialization.Files;

namespace Bilinear.Spectral.Units;

/// <summary>The program of a model that was made of another, a truncation or a CP fit, as a file beside its weights.</summary>
internal static partial class UnitProgram
{
    /// <summary>Beside <c>T.safetensors</c> it is <c>T.bmlp</c>.</summary>
    public static DerivedFile Place { get; } = new("the program", ".bmlp", ProgramMark.IsIn);

    /// <summary>The file's contents.</summary>
    public static byte[] Encode(string canonicalText) => Encoding.UTF8.GetBytes($"{ProgramMark.Of(canonicalText)}\n{string.Join('\n', InColumns(canonicalText.Split('\n')))}\n");

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
}
