using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Segments;
using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Formatting;

/// <summary>Cuts a text without syntax errors into its logical lines, at the places where the parser cuts it.</summary>
internal sealed class LineReader(TokenList tokens)
{
    private readonly DiagnosticBag _none = new();
    private readonly List<LogicalLine> _lines = [];

    public static IReadOnlyList<LogicalLine> Read(TokenList tokens)
    {
        var reader = new LineReader(tokens);
        foreach (var segment in DeclarationSplitter.Split(tokens, reader._none))
            reader.ReadDeclaration(segment);
        return reader._lines;
    }

    private void ReadDeclaration(DeclarationSegment segment)
    {
        var open = segment.Start;
        while (open < segment.End && tokens[open].Kind != TokenKind.OpenBrace)
            open++;
        if (open == segment.End)
        {
            var kind = segment.Keyword switch
            {
                TokenKind.Language => LineKind.Language,
                TokenKind.Namespace => LineKind.Namespace,
                _ => LineKind.Instance,
            };
            _lines.Add(new LogicalLine(kind, segment.Start, segment.End, 0));
            return;
        }

        var brackets = BracketMatcher.Match(tokens, segment.Start, segment.End, _none)!;
        ReadBraces(new LogicalLine(LineKind.Header, segment.Start, open + 1, 0), segment, segment.End, brackets);
    }

    /// <summary>A line that ends with an opening brace, what stands in the braces, and the closing brace, which is the last token before <paramref name="end"/>.</summary>
    private void ReadBraces(LogicalLine header, DeclarationSegment declaration, int end, BracketMap brackets)
    {
        _lines.Add(header);
        var level = header.Level + 1;
        foreach (var segment in SegmentSplitter.Split(tokens, brackets, header.End, end - 1))
        {
            if (segment.HeadEnd == segment.End)
                _lines.Add(new LogicalLine(KindOf(segment, declaration), segment.Start, segment.End, level));
            else
                ReadBraces(new LogicalLine(LineKind.EntryHeader, segment.Start, segment.HeadEnd + 1, level), declaration, segment.End, brackets);
        }

        _lines.Add(new LogicalLine(LineKind.Closing, end - 1, end, header.Level));
    }

    private LineKind KindOf(Segment segment, DeclarationSegment declaration) =>
        declaration.Keyword is TokenKind.Train or TokenKind.Decompose ? LineKind.Entry
        : tokens[segment.Start].Kind == TokenKind.Return ? LineKind.Return
        : LineKind.Assignment;
}
