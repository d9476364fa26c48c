using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;
using Bilinear.Text;

namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <summary>
/// Text → tokens, in one pass. What cannot be read is reported and stands as a <see cref="TokenKind.Bad"/> token,
/// so that the segment around it is not reported a second time.
/// </summary>
internal sealed class Lexer
{
    private const int LongestName = 200;

    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly TokenList _tokens;
    private int _at;
    private bool _startsLine = true;
    private bool _blockCommentsEnd = true;

    private Lexer(SourceText source, DiagnosticBag diagnostics)
    {
        _text = source.Text;
        _diagnostics = diagnostics;
        _tokens = new TokenList(source);
    }

    public static TokenList Read(SourceText source, DiagnosticBag diagnostics)
    {
        var lexer = new Lexer(source, diagnostics);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private char Current => CharAt(_at);

    private char CharAt(int index) => index < _text.Length ? _text[index] : '\0';

    private void ReadAll()
    {
        if (Current == '\uFEFF')
            _at++;
        while (_at < _text.Length)
            ReadOne();
    }

    private void ReadOne()
    {
        if (Characters.IsLineEnd(Current))
        {
            _startsLine = true;
            _at++;
        }
        else if (Characters.IsBlank(Current))
        {
            _at++;
        }
        else if (Current == '/' && CharAt(_at + 1) == '/')
        {
            ReadComment();
        }
        else if (Current == '/' && CharAt(_at + 1) == '*')
        {
            SkipBlockComment();
        }
        else
        {
            var start = _at;
            var kind = Characters.BeginsName(Current) ? ReadName()
                : Characters.IsDigit(Current) || IsBarePoint() ? ReadNumber()
                : Current == QuotedText.Quote ? ReadQuoted()
                : ReadSign();
            _tokens.Add(new Token(kind, TextSpan.FromBounds(start, _at), _startsLine));
            _startsLine = false;
        }
    }

    private void ReadComment()
    {
        var start = _at;
        SkipLine();
        _tokens.AddComment(TextSpan.FromBounds(start, _at), _startsLine);
        var isDocumentation = _startsLine && CharAt(start + 2) == '/' && CharAt(start + 3) != '/';
        if (isDocumentation)
            _tokens.AddDocumentation(Characters.Printable(_text.Substring(start + 3, _at - start - 3)));
    }

    private void SkipBlockComment()
    {
        var start = _at;
        var end = _blockCommentsEnd ? _text.IndexOf("*/", start + 2, StringComparison.Ordinal) : -1;
        _blockCommentsEnd = end >= 0;   // else every later one would search to the end of the file again
        if (end >= 0)
            _at = end + 2;
        else
            SkipLine();
        _diagnostics.ReportBlockComment(new TextSpan(start, 2));
    }

    private void SkipLine()
    {
        while (_at < _text.Length && !Characters.IsLineEnd(Current))
            _at++;
    }

    private TokenKind ReadName()
    {
        var start = _at;
        while (_at < _text.Length && Characters.ContinuesName(Current))
            _at++;
        if (_at - start <= LongestName)
            return TokenKinds.Reserved.TryGetValue(_text.Substring(start, _at - start), out var reserved) ? reserved : TokenKind.Name;
        _diagnostics.ReportNameTooLong(TextSpan.FromBounds(start, _at), LongestName);
        return TokenKind.Bad;
    }

    private TokenKind ReadNumber()
    {
        var start = _at;
        var isBarePoint = Current == '.';
        if (isBarePoint)
            _at++;
        SkipDigits();
        var isTurn = _tokens.Count > 0 && _tokens[_tokens.Count - 1].Kind == TokenKind.Dot;   // stack.0.mix
        if (!isTurn)
            SkipFractionAndExponent();

        if (isBarePoint || Characters.ContinuesName(Current) || (Current == '.' && !isTurn))
        {
            while (_at < _text.Length && (Characters.ContinuesName(Current) || Current == '.'))
                _at++;
            _diagnostics.ReportMalformedNumber(TextSpan.FromBounds(start, _at), _text.Substring(start, _at - start));
            return TokenKind.Bad;
        }

        if (Numbers.Fits(_text.Substring(start, _at - start), mayBeNegative: FollowsMinus()))
            return TokenKind.Number;
        _diagnostics.ReportNumberTooLarge(TextSpan.FromBounds(start, _at));
        return TokenKind.Bad;
    }

    private TokenKind ReadQuoted()
    {
        var start = _at++;
        while (_at < _text.Length && !Characters.IsLineEnd(Current) && Current != QuotedText.Quote)
            _at += Current == QuotedText.Escape && _at + 1 < _text.Length && !Characters.IsLineEnd(CharAt(_at + 1)) ? 2 : 1;
        if (Current != QuotedText.Quote)
        {
            _diagnostics.ReportUnclosedText(TextSpan.FromBounds(start, _at));
            return TokenKind.Bad;
        }

        _at++;
        if (QuotedText.FirstUnknownEscape(_text.Substring(start + 1, _at - start - 2)) is not { } escape)
            return TokenKind.Quoted;
        _diagnostics.ReportUnknownEscape(new TextSpan(start + 1 + escape.At, escape.Length), _text.Substring(start + 1 + escape.At, escape.Length));
        return TokenKind.Bad;
    }

    /// <summary>Whether a minus stands before, which may be the number's sign.</summary>
    private bool FollowsMinus() => _tokens.Count > 0 && _tokens[_tokens.Count - 1].Kind == TokenKind.Minus;

    /// <summary>The point of a number like <c>.5</c>, which wants a digit before it, and not that of a path.</summary>
    private bool IsBarePoint() =>
        Current == '.' && Characters.IsDigit(CharAt(_at + 1)) && !(_at > 0 && Characters.ContinuesName(_text[_at - 1]));

    private void SkipFractionAndExponent()
    {
        if (Current == '.' && Characters.IsDigit(CharAt(_at + 1)))
        {
            _at++;
            SkipDigits();
        }

        var signed = CharAt(_at + 1) is '+' or '-' ? 1 : 0;
        if (Current is 'e' or 'E' && Characters.IsDigit(CharAt(_at + 1 + signed)))
        {
            _at += 1 + signed;
            SkipDigits();
        }
    }

    private void SkipDigits()
    {
        while (Characters.IsDigit(Current))
            _at++;
    }

    private TokenKind ReadSign()
    {
        var two = (Current, CharAt(_at + 1)) switch
        {
            ('|', '>') => TokenKind.Pipe,
            ('-', '>') => TokenKind.Arrow,
            _ => TokenKind.Bad,
        };
        if (two != TokenKind.Bad)
        {
            _at += 2;
            return two;
        }

        var one = Current switch
        {
            '(' => TokenKind.OpenParen,
            ')' => TokenKind.CloseParen,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            '{' => TokenKind.OpenBrace,
            '}' => TokenKind.CloseBrace,
            ',' => TokenKind.Comma,
            ':' => TokenKind.Colon,
            '.' => TokenKind.Dot,
            '=' => TokenKind.Equals,
            '+' => TokenKind.Plus,
            '-' => TokenKind.Minus,
            '*' => TokenKind.Star,
            '/' => TokenKind.Slash,
            _ => TokenKind.Bad,
        };
        if (one != TokenKind.Bad)
        {
            _at++;
            return one;
        }

        ReadUnknown();
        return TokenKind.Bad;
    }

    /// <summary>A run of one unknown character is one mistake.</summary>
    private void ReadUnknown()
    {
        var start = _at;
        var width = char.IsSurrogatePair(Current, CharAt(_at + 1)) ? 2 : 1;
        var character = _text.Substring(start, width);
        while (string.CompareOrdinal(_text, _at, character, 0, width) == 0)
            _at += width;
        _diagnostics.ReportUnknownCharacter(TextSpan.FromBounds(start, _at), character);
    }
}
