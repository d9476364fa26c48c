using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Grammars;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing;

/// <summary>Gives a segment to Sprache, and has its failure reported.</summary>
internal sealed class SegmentReader(TokenList tokens, DiagnosticBag diagnostics)
{
    /// <summary>Reads a segment from its start; <paramref name="next"/> is the first token that the rule left.</summary>
    /// <returns>Null after a failure, which has been reported.</returns>
    public T? Read<T>(Parser<T> rule, int start, int end, out int next)
        where T : SyntaxNode
    {
        var result = rule(new TokenInput(tokens, start, end));
        next = result.Remainder.Position;
        if (result.WasSuccessful)
            return result.Value;
        Report(string.Join(" or ", result.Expectations), isName: result.Message == Grammar.NameWanted, start, next, end);
        return null;
    }

    /// <summary>Reports a name with hyphens, if that is what stands around a token that fits nowhere.</summary>
    public bool ReportHyphen(int start, int at, int end)
    {
        if (HyphenatedName(start, at, end) is not { } span)
            return false;
        var name = tokens.Source.Text.Substring(span.Start, span.Length);
        diagnostics.ReportHyphen(span, name, name.Replace('-', '_'));
        return true;
    }

    /// <summary>The flow that ends before a token: back to its parenthesis, to a comma, to <c>=</c> or to <c>return</c>.</summary>
    private string TextBefore(int end, int start)
    {
        var begin = end;
        for (var open = 0; begin > start; begin--)
        {
            var kind = tokens[begin - 1].Kind;
            if (kind is TokenKind.Equals or TokenKind.Return || (kind is TokenKind.OpenParen or TokenKind.Comma && open == 0))
                break;
            open += kind switch { TokenKind.CloseParen => 1, TokenKind.OpenParen => -1, _ => 0 };
        }

        return string.Concat(Enumerable.Range(begin, end - begin).Select(index =>
            tokens[index].Kind.IsOperator() ? $" {tokens.TextOf(index)} " : tokens.TextOf(index)));
    }

    /// <summary>A name that is called in a flow: a layer that is declared has to be named after <c>|></c>, anything else declared first.</summary>
    private void ReportCall(int name, int end)
    {
        const int Longest = 20;
        if (!tokens.Declares(tokens.TextOf(name)))
        {
            diagnostics.ReportCallInFlow(tokens[name].Span, tokens.TextOf(name));
            return;
        }

        var last = Math.Min(end, name + Longest);
        var close = name + 1;
        for (var open = 0; close < last; close++)
        {
            open += tokens[close].Kind switch { TokenKind.OpenParen => 1, TokenKind.CloseParen => -1, _ => 0 };
            if (open == 0)
                break;
        }

        var isShown = close > name + 2 && close < last;
        diagnostics.ReportCallOfLayer(tokens[name].Span, tokens.TextOf(name), isShown ? TextBefore(close, name + 2) : "…");
    }

    /// <summary>Names that are joined by a minus without blanks around, where a minus cannot stand: <c>my-model</c>.</summary>
    private TextSpan? HyphenatedName(int start, int at, int end)
    {
        if (at == start || tokens[at].Kind != TokenKind.Minus || tokens[at - 1].Kind != TokenKind.Name || !IsJoined(at))
            return null;
        var last = at;
        while (last + 1 < end && IsJoined(last + 1) && (tokens[last].Kind == TokenKind.Minus ? tokens[last + 1].Kind is TokenKind.Name or TokenKind.Number : tokens[last + 1].Kind == TokenKind.Minus))
            last++;
        return last > at && tokens[last].Kind != TokenKind.Minus ? TextSpan.FromBounds(tokens[at - 1].Span.Start, tokens[last].Span.End) : null;
    }

    private bool IsJoined(int at) => tokens[at - 1].Span.End == tokens[at].Span.Start;

    private void Report(string expected, bool isName, int start, int at, int end)
    {
        var isInFlow = expected is StatementGrammar.EndOfFlow or StatementGrammar.EndOfOutput or FlowGrammar.EndOfParentheses;
        var isBrace = at < tokens.Count && tokens[at].Kind == TokenKind.OpenBrace;
        if (at == end && !isBrace)
            diagnostics.ReportMissingText(tokens[at - 1].Span, expected, tokens.TextOf(at - 1));
        else if (tokens[at].Kind == TokenKind.Bad)
            return;   // which has been reported
        else if (isName && tokens[at].Kind.IsReserved())
            diagnostics.ReportReservedName(tokens[at].Span, tokens.TextOf(at), expected);
        else if (isInFlow && tokens[at].Kind == TokenKind.Plus)
            diagnostics.ReportSumAfterPipe(tokens[at].Span, TextBefore(at, start));   // a sum takes every `+` up to the first pipe
        else if (isInFlow && tokens[at].Kind == TokenKind.OpenParen && tokens[at - 1].Kind == TokenKind.Name)
            ReportCall(at - 1, end);
        else if (expected == StatementGrammar.EndOfLayer && tokens[at].Kind is TokenKind.Pipe or TokenKind.Plus && tokens[start + 2].Kind == TokenKind.Name)
            ReportCall(start + 2, end);
        else if (ReportHyphen(start, at, end))
            return;
        else if (expected == StatementGrammar.EndOfFlow && tokens[at].Kind == TokenKind.Number && tokens[at - 1].Kind == TokenKind.Name && tokens[at - 2].Kind == TokenKind.Equals)
            diagnostics.ReportLayerWithoutParentheses(TextSpan.FromBounds(tokens[at - 1].Span.Start, tokens[at].Span.End), tokens.TextOf(at - 1), tokens.TextOf(at));
        else
            diagnostics.ReportUnexpectedText(tokens[at].Span, expected, tokens.TextOf(at));
    }
}
