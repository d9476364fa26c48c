using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>
/// Text → tree. Total: it reads any text in time linear in its length, reports every mistake in it, and gives what could be
/// read. Tokens, then declarations, then statements and entries; Sprache parses each of these segments by itself.
/// </summary>
public static class BmlpParser
{
    /// <summary>The newest language that this compiler knows: what a first line <c>language n</c> may say.</summary>
    public const int LanguageVersion = 1;

    /// <summary>
    /// The characters of a file. Every stage takes time and memory in proportion to them, and this many take a moment; what is
    /// longer is no program that a person wrote.
    /// </summary>
    public const int LongestFile = 2_000_000;

    public static FileSyntax Parse(SourceText source, DiagnosticBag diagnostics)
    {
        if (source.Text.Length > LongestFile)
        {
            diagnostics.ReportFileTooLong(LongestFile);
            return new FileSyntax(null, null, [], default);
        }

        var found = new DiagnosticBag();
        var file = new FileParser(Lexer.Read(source, found), found).Read();
        if (file.Language?.Version is not { Integer: > LanguageVersion } newer)
        {
            diagnostics.AddAll(found);
            return file;
        }

        // What a newer language allows is no mistake.
        diagnostics.ReportNewerLanguage(newer.Span, newer.Text, LanguageVersion);
        return new FileSyntax(file.Language, null, [], file.Language.Span);
    }
}
