using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Parsing.Segments;

/// <summary>
/// Matches the brackets of one declaration in one pass, before Sprache sees any of it: a deep nesting would overflow its
/// stack, and one bracket too few must not swallow what follows. Braces are stronger than the others: a parenthesis
/// ends where a brace begins or ends, and where a statement of the body begins.
/// </summary>
internal sealed class BracketMatcher
{
    private readonly TokenList _tokens;
    private readonly DiagnosticBag _diagnostics;
    private readonly int _start;
    private readonly int _end;
    private readonly int[] _closings;
    private readonly bool[] _bad;
    private readonly Stack<int> _open = new();
    private int _braces;
    private bool _sawBrace;

    private BracketMatcher(TokenList tokens, int start, int end, DiagnosticBag diagnostics)
    {
        _tokens = tokens;
        _diagnostics = diagnostics;
        _start = start;
        _end = end;
        _closings = [.. Enumerable.Repeat(-1, end - start)];
        _bad = new bool[end - start];
    }

    /// <returns>Null if the brackets nest too deep to read the declaration at all.</returns>
    public static BracketMap? Match(TokenList tokens, int start, int end, DiagnosticBag diagnostics)
    {
        var matcher = new BracketMatcher(tokens, start, end, diagnostics);
        matcher.MatchAll();
        return matcher._open.Count > BracketMap.DeepestNesting ? null : new BracketMap(start, matcher._closings, matcher._bad);
    }

    private TokenKind Innermost => _open.Count == 0 ? TokenKind.Bad : _tokens[_open.Peek()].Kind;

    private void MatchAll()
    {
        for (var i = _start; i < _end; i++)
        {
            if (_open.Count > BracketMap.DeepestNesting)
            {
                _diagnostics.ReportNestingTooDeep(_tokens[_open.Peek()].Span, BracketMap.DeepestNesting);
                return;
            }

            var kind = _tokens[i].Kind;
            if (kind == TokenKind.Bad)
                _bad[i - _start] = true;
            else if (kind.Opens())
                Open(i);
            else if (kind.Closes())
                Close(i);
            else if (_braces > 0 && BeginsStatement(i))
                LeaveUnclosed(until: TokenKind.OpenBrace);
        }

        LeaveUnclosed(until: TokenKind.Bad);
    }

    private void Open(int at)
    {
        if (_tokens[at].Kind == TokenKind.OpenBrace)
        {
            LeaveUnclosed(until: TokenKind.OpenBrace);
            _braces++;
            _sawBrace = true;
        }

        _open.Push(at);
    }

    private void Close(int at)
    {
        var kind = _tokens[at].Kind;
        if (kind == TokenKind.CloseBrace && _braces > 0)
            LeaveUnclosed(until: TokenKind.OpenBrace);
        else if (kind != TokenKind.CloseBrace && IsOpenInside(kind))
            LeaveUnclosed(until: kind - 1);

        if (Innermost != TokenKind.Bad && Innermost.Closing() == kind)
        {
            _closings[_open.Peek() - _start] = at;
            Pop();
        }
        else if (Innermost is TokenKind.OpenParen or TokenKind.OpenBracket)
        {
            _bad[at - _start] = true;
            _diagnostics.ReportWrongClosing(_tokens[at].Span, Innermost.BracketText(), Innermost.Closing().BracketText(), kind.BracketText());
            _closings[_open.Peek() - _start] = at;
            Pop();
        }
        else if (kind != TokenKind.CloseBrace || _sawBrace)   // without any `{` it is that one which is missing: the header will say so
        {
            _bad[at - _start] = true;
            _diagnostics.ReportNothingToClose(_tokens[at].Span, kind.BracketText());
        }
    }

    private void Pop()
    {
        if (_tokens[_open.Pop()].Kind == TokenKind.OpenBrace)
            _braces--;
    }

    /// <summary>Whether a closing parenthesis or bracket has its opening one inside the innermost brace.</summary>
    private bool IsOpenInside(TokenKind closing) =>
        _open.Select(index => _tokens[index].Kind).TakeWhile(kind => kind != TokenKind.OpenBrace).Contains(closing - 1);

    /// <summary>Gives up what is open inside the innermost bracket of a kind; everything, if there is none.</summary>
    private void LeaveUnclosed(TokenKind until)
    {
        while (_open.Count > 0 && Innermost != until)
        {
            var at = _open.Peek();
            _bad[at - _start] = true;
            _diagnostics.ReportUnclosed(_tokens[at].Span, Innermost.BracketText(), Innermost.Closing().BracketText());
            Pop();
        }
    }

    /// <summary>A line that begins as no argument does: <c>return …</c> or <c>name = …</c>.</summary>
    private bool BeginsStatement(int at) =>
        _tokens[at].StartsLine
        && (_tokens[at].Kind == TokenKind.Return
            || (_tokens[at].Kind == TokenKind.Name && at + 1 < _end && _tokens[at + 1].Kind == TokenKind.Equals));
}
