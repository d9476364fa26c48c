using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Formatting;

/// <summary>
/// Logical lines and comments → physical lines. A comment stays behind its token, or on a line of its own before the next one;
/// a line breaks after it, and where somebody broke it at a place that keeps breaks.
/// </summary>
internal sealed class LineLayout
{
    private const int IndentWidth = 2;

    /// <summary>A comment so far behind its code stands in a column that somebody chose.</summary>
    private const int ChosenGap = 3;

    private readonly TokenList _tokens;
    private readonly ILookup<int, Comment> _comments;
    private readonly List<PhysicalLine> _lines = [];
    private int _lastSourceLine;

    private LineLayout(TokenList tokens)
    {
        _tokens = tokens;
        _comments = tokens.Comments.ToLookup(comment => IsBrace(comment.Before) ? comment.Before + 1 : comment.Before);
    }

    public static IReadOnlyList<PhysicalLine> Of(TokenList tokens)
    {
        var layout = new LineLayout(tokens);
        LogicalLine? last = null;
        foreach (var line in LineReader.Read(tokens))
        {
            layout.Add(line, last);
            last = line;
        }

        layout.AddComments(tokens.Count, indent: 0);
        if (layout._lines.Count > 0)
            layout._lines[0].HasBlankBefore = false;
        return layout._lines;
    }

    private void Add(LogicalLine line, LogicalLine? last)
    {
        var first = _lines.Count;
        var indent = IndentWidth * line.Level;
        AddComments(line.Start, line.Kind == LineKind.Closing ? indent + IndentWidth : indent);
        var code = NewLine(line.Start, indent, beginsLogicalLine: true);
        Append(code, line.Start, isBlankBefore: false);
        AddRest(line, code);

        if (line.Kind == LineKind.Closing)
            code.HasBlankBefore = false;
        if (last is { Opens: true })
            _lines[first].HasBlankBefore = false;
        else if (last is { } before && AreSetApart(before, line) && !IsSetApart(first))
            _lines[first].HasBlankBefore = true;
    }

    /// <summary>Whether an empty line already stands before one of the lines from a place on.</summary>
    private bool IsSetApart(int first)
    {
        for (var i = first; i < _lines.Count; i++)
        {
            if (_lines[i].HasBlankBefore)
                return true;
        }

        return false;
    }

    /// <summary>The tokens after the first; inside brackets deeper, a header's second pair of parentheses under the first.</summary>
    private void AddRest(LogicalLine line, PhysicalLine code)
    {
        var indent = IndentWidth * line.Level;
        var open = _tokens[line.Start].Kind.Opens() ? 1 : 0;
        int? firstParenthesis = null;
        for (var i = line.Start + 1; i < line.End; i++)
        {
            var (left, right) = (_tokens[i - 1].Kind, _tokens[i].Kind);
            var inside = indent + IndentWidth * Math.Max(1, open);
            var hasComments = AddComments(i, inside);
            if (hasComments || (_tokens[i].StartsLine && TokenSpacing.KeepsBreak(left, right)))
            {
                var isSecondPair = line.Kind == LineKind.Header && left == TokenKind.CloseParen && right == TokenKind.OpenParen;
                code = NewLine(i, isSecondPair && firstParenthesis is { } column ? column : right.Closes() ? indent + IndentWidth * (open - 1) : inside);
                Append(code, i, isBlankBefore: false);
            }
            else
            {
                var isValue = i == line.ValueStart;
                var beforeLeft = i - 2 >= line.ValueStart ? _tokens[i - 2].Kind : TokenKind.Bad;
                var isPathAtLineStart = code.IsOnly('.') && right == TokenKind.Number;   // `.0` would be read as a number
                Append(code, i, isValue || isPathAtLineStart || TokenSpacing.IsBlankBetween(beforeLeft, left, right), isAligned: i == line.AlignedToken);
            }

            if (right == TokenKind.OpenParen)
                firstParenthesis ??= code.Width - 1;
            if (right.Opens())
                open++;
            else if (right.Closes())
                open--;
        }
    }

    private void Append(PhysicalLine line, int token, bool isBlankBefore, bool isAligned = false)
    {
        line.Append(_tokens.TextOf(token), isBlankBefore, isAligned);
        _lastSourceLine = _tokens.Source.PositionOf(_tokens[token].Span.End).Line;
    }

    private PhysicalLine NewLine(int token, int indent, bool beginsLogicalLine = false)
    {
        var isApart = _tokens.Source.PositionOf(_tokens[token].Span.Start).Line > _lastSourceLine + 1;
        _lines.Add(new PhysicalLine { Indent = indent, HasBlankBefore = isApart, BeginsLogicalLine = beginsLogicalLine });
        return _lines[_lines.Count - 1];
    }

    /// <summary>The comments between a token and the one before it: the first may trail that one.</summary>
    /// <returns>Whether there are any, after which a line has to break.</returns>
    private bool AddComments(int token, int indent)
    {
        var any = false;
        foreach (var comment in _comments[token])
        {
            any = true;
            var text = _tokens.Source.Text.Substring(comment.Span.Start, comment.Span.Length).TrimEnd();
            var place = _tokens.Source.PositionOf(comment.Span.Start);
            if (!comment.StartsLine && _lines[_lines.Count - 1].Comment.Length == 0)
            {
                var line = _lines[_lines.Count - 1];
                line.Comment = text;
                line.CommentColumn = comment.Span.Start - _tokens[comment.Before - 1].Span.End >= ChosenGap ? place.Column : 0;
            }
            else
            {
                _lines.Add(new PhysicalLine { Indent = indent, HasBlankBefore = place.Line > _lastSourceLine + 1, Comment = text });
            }

            _lastSourceLine = place.Line;
        }

        return any;
    }

    /// <summary>A comment before the brace of a header goes behind it.</summary>
    private bool IsBrace(int token) => token < _tokens.Count && _tokens[token].Kind == TokenKind.OpenBrace;

    private static bool AreSetApart(LogicalLine before, LogicalLine line) =>
        line.BeginsDeclaration && (before.Kind, line.Kind) is not ((LineKind.Instance, LineKind.Instance) or (LineKind.Language, LineKind.Namespace));
}
