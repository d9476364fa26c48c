using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Pieces;
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
        foreach (var piece in DeclarationSplitter.Split(tokens, reader._none))
            reader.ReadDeclaration(piece);
        return reader._lines;
    }

    private void ReadDeclaration(DeclarationPiece piece)
    {
        var open = piece.Start;
        while (open < piece.End && tokens[open].Kind != TokenKind.OpenBrace)
            open++;
        if (open == piece.End)
        {
            var kind = piece.Keyword switch
            {
                TokenKind.Language => LineKind.Language,
                TokenKind.Namespace => LineKind.Namespace,
                _ => LineKind.Instance,
            };
            _lines.Add(new LogicalLine(kind, piece.Start, piece.End, 0));
            return;
        }

        var brackets = BracketMatcher.Match(tokens, piece.Start, piece.End, _none)!;
        ReadBraces(new LogicalLine(LineKind.Header, piece.Start, open + 1, 0), piece, piece.End, brackets);
    }

    /// <summary>A line that ends with an opening brace, what stands in the braces, and the closing brace, which is the last token before <paramref name="end"/>.</summary>
    private void ReadBraces(LogicalLine header, DeclarationPiece declaration, int end, BracketMap brackets)
    {
        _lines.Add(header);
        var level = header.Level + 1;
        foreach (var piece in PieceSplitter.Split(tokens, brackets, header.End, end - 1))
        {
            if (piece.HeadEnd == piece.End)
                _lines.Add(new LogicalLine(KindOf(piece, declaration), piece.Start, piece.End, level));
            else
                ReadBraces(new LogicalLine(LineKind.EntryHeader, piece.Start, piece.HeadEnd + 1, level), declaration, piece.End, brackets);
        }

        _lines.Add(new LogicalLine(LineKind.Closing, end - 1, end, header.Level));
    }

    private LineKind KindOf(Piece piece, DeclarationPiece declaration) =>
        declaration.Keyword is TokenKind.Train or TokenKind.Decompose ? LineKind.Entry
        : tokens[piece.Start].Kind == TokenKind.Return ? LineKind.Return
        : LineKind.Assignment;
}
