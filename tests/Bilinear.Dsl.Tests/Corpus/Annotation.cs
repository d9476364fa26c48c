using System.Text.RegularExpressions;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Tests.Corpus;

/// <summary>
/// An expected error, as it is marked in a program under the line that it is about (all counted from one):
/// <code>
///   embed = linaer(64)
/// //~       ^^^^^^ BMLP2001: message             carets under the span,
/// //~ 1-3 BMLP2001: message                      or the first and the last column, where the slashes are in the way
/// //~ 7:1-3 BMLP2001: message                    or the line too, where nothing can stand under it
/// </code>
/// A span that goes over several lines is marked to the end of its first.
/// </summary>
internal sealed partial record Annotation(int Line, int First, int Last, string Id, string Message)
{
    private const string Mark = "//~";

    public static Annotation Of(Diagnostic diagnostic, SourceText source)
    {
        var (line, column) = source.PositionOf(diagnostic.Span.Start);
        var end = Math.Min(column + diagnostic.Span.Length, source.Line(line).Length);
        return new Annotation(line + 1, column + 1, end, diagnostic.Rule.Id, diagnostic.Message);
    }

    public static IEnumerable<Annotation> ReadAll(SourceText source)
    {
        var line = 0;
        for (var i = 0; i < source.LineCount; i++)
        {
            if (IsAnnotation(source.Line(i)))
                yield return Read(source.Line(i), line);
            else
                line = i + 1;
        }
    }

    public static bool IsAnnotation(string line) => line.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>As it has to stand under its line.</summary>
    public string Print() => First > Mark.Length + 1 && Last >= First
        ? $"{Mark}{new string(' ', First - 1 - Mark.Length)}{new string('^', Last - First + 1)} {Id}: {Message}"
        : $"{Mark} {First}-{Last} {Id}: {Message}";

    private static Annotation Read(string text, int line)
    {
        if (Carets().Match(text) is { Success: true } carets)
        {
            var marked = carets.Groups["carets"];
            return new Annotation(line, marked.Index + 1, marked.Index + marked.Length, carets.Groups["id"].Value, carets.Groups["message"].Value);
        }

        var columns = Columns().Match(text);
        Assert.True(columns.Success, $"This is no annotation: {text}");
        var explicitLine = columns.Groups["line"].Success ? int.Parse(columns.Groups["line"].Value) : line;
        return new Annotation(
            explicitLine, int.Parse(columns.Groups["first"].Value), int.Parse(columns.Groups["last"].Value), columns.Groups["id"].Value, columns.Groups["message"].Value);
    }

    [GeneratedRegex(@"^//~ *(?<carets>\^+) (?<id>BMLP\d{4}): (?<message>.*)$")]
    private static partial Regex Carets();

    [GeneratedRegex(@"^//~ ((?<line>\d+):)?(?<first>\d+)-(?<last>\d+) (?<id>BMLP\d{4}): (?<message>.*)$")]
    private static partial Regex Columns();
}
