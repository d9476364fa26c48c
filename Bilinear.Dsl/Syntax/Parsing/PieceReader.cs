using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax.Parsing.Grammars;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing;

/// <summary>Gives a piece to Sprache, and has its failure reported.</summary>
internal sealed class PieceReader(TokenList tokens, DiagnosticBag diagnostics)
{
    /// <summary>Reads a piece from its start; <paramref name="next"/> is the first token that the rule left.</summary>
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

    /// <summary>The flow that ends before a token: back to its parenthesis, to <c>=</c> or to <c>return</c>.</summary>
    private string TextBefore(int end, int start)
    {
        var begin = end;
        for (var open = 0; begin > start; begin--)
        {
            var kind = tokens[begin - 1].Kind;
            if (kind is TokenKind.Equals or TokenKind.Return || (kind == TokenKind.OpenParen && open == 0))
                break;
            open += kind switch { TokenKind.CloseParen => 1, TokenKind.OpenParen => -1, _ => 0 };
        }

        return string.Concat(Enumerable.Range(begin, end - begin).Select(index =>
            tokens[index].Kind.IsOperator() ? $" {tokens.TextOf(index)} " : tokens.TextOf(index)));
    }

    private void Report(string expected, bool isName, int start, int at, int end)
    {
        var isBrace = at < tokens.Count && tokens[at].Kind == TokenKind.OpenBrace;
        if (at == end && !isBrace)
            diagnostics.ReportMissingText(tokens[at - 1].Span, expected, tokens.TextOf(at - 1));
        else if (tokens[at].Kind == TokenKind.Bad)
            return;   // which has been reported
        else if (isName && tokens[at].Kind.IsReserved())
            diagnostics.ReportReservedName(tokens[at].Span, tokens.TextOf(at), expected);
        else if (expected is StatementGrammar.EndOfFlow or FlowGrammar.EndOfParentheses && tokens[at].Kind == TokenKind.Plus)
            diagnostics.ReportSumAfterPipe(tokens[at].Span, TextBefore(at, start));   // a sum takes every `+` up to the first pipe
        else if (expected == StatementGrammar.EndOfFlow && tokens[at].Kind == TokenKind.OpenParen && tokens[at - 1].Kind == TokenKind.Name)
            diagnostics.ReportCallInFlow(tokens[at - 1].Span, tokens.TextOf(at - 1));
        else if (expected == StatementGrammar.EndOfLayer && tokens[at].Kind is TokenKind.Pipe or TokenKind.Plus && tokens[start + 2].Kind == TokenKind.Name)
            diagnostics.ReportCallInFlow(tokens[start + 2].Span, tokens.TextOf(start + 2));
        else
            diagnostics.ReportUnexpectedText(tokens[at].Span, expected, tokens.TextOf(at));
    }
}
