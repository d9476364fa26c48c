using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Bilinear.Cli.Commands.Checking;

/// <summary>The pages of docs/diagnostics, which the tool carries, as text for a terminal.</summary>
internal static partial class DiagnosticPage
{
    private const string Folder = "diagnostics/";
    private const string Fence = "```";
    private const int Width = 80;

    /// <summary>The diagnostics that have a page, in the order of their numbers.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>The page without marks: programs are indented, links name their file, and prose is broken at the width of a terminal.</summary>
    public static IEnumerable<string> Lines(string id)
    {
        var isProgram = false;
        foreach (var line in Read(id).Split('\n'))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
                isProgram = !isProgram;
            else if (isProgram)
                yield return line.Length == 0 ? "" : $"    {line}";
            else
                foreach (var part in Broken(Link().Replace(line.TrimStart('#', ' '), "$1 (docs/$2)")))
                    yield return part;
        }
    }

    private static string Read(string id)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + id)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    }

    private static IEnumerable<string> Broken(string prose)
    {
        while (prose.Length > Width && prose.LastIndexOf(' ', Width) is > 0 and var at)
        {
            yield return prose[..at];
            prose = prose[(at + 1)..];
        }
        yield return prose;
    }

    [GeneratedRegex(@"\[([^\]]*)\]\(\.\./([^)#]*)[^)]*\)")]
    private static partial Regex Link();
}
