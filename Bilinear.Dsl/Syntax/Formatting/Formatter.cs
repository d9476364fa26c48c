using System.Text;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Syntax.Printing;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Formatting;

/// <summary>
/// A program in its usual layout, with every comment and parenthesis that it had. Two blanks a level; one empty line at most,
/// and one between declarations; the <c>=</c> of neighbouring statements and the values of neighbouring entries in one column.
/// A line that somebody broke stays broken. Formatted again it is the same.
/// </summary>
public static class Formatter
{
    /// <param name="diagnostics">Gets the syntax errors.</param>
    /// <returns>The formatted text, with the text's own kind of line ends; null where it has syntax errors, or would become too long.</returns>
    /// <exception cref="InvalidOperationException">The layout would change the program: a mistake of the formatter.</exception>
    public static string? Format(SourceText source, DiagnosticBag diagnostics)
    {
        if (Parse(source, diagnostics) is not { } before)
            return null;
        var lines = LineLayout.Of(Lexer.Read(source, new DiagnosticBag()));
        Columns.Align(lines);
        if (lines.Sum(line => line.Length) is var length && length > BmlpParser.LongestFile)
        {
            diagnostics.ReportFileTooLong(BmlpParser.LongestFile);
            return null;
        }

        var text = Write(lines, (int)length);
        if (Parse(new SourceText(source.Path, text), new DiagnosticBag()) != before)
            throw new InvalidOperationException($"{source.Path} would not be the same program in another layout. Please report this, with the file.");
        return HasWindowsLineEnds(source) ? text.Replace("\n", "\r\n") : text;
    }

    private static string Write(IReadOnlyList<PhysicalLine> lines, int length)
    {
        var text = new StringBuilder(length);
        foreach (var line in lines)
            line.WriteTo(text);
        return text.ToString();
    }

    private static string? Parse(SourceText source, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var file = BmlpParser.Parse(source, found);
        diagnostics.AddAll(found);
        return found.Count == 0 ? CanonicalText.Print(file) : null;
    }

    private static bool HasWindowsLineEnds(SourceText source) =>
        source.Text.IndexOf('\n') is > 0 and var end && source.Text[end - 1] == '\r';
}
