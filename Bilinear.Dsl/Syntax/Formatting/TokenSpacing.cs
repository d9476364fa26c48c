using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Formatting;

/// <summary>Where a blank stands between two tokens of one line, and where a line may stay broken.</summary>
internal static class TokenSpacing
{
    /// <param name="beforeLeft">The token before the two; Bad where the line begins with them.</param>
    public static bool IsBlankBetween(TokenKind beforeLeft, TokenKind left, TokenKind right) => (left, right) switch
    {
        (_, TokenKind.Comma or TokenKind.Colon or TokenKind.Dot or TokenKind.CloseParen or TokenKind.CloseBracket) => false,
        (TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Dot, _) => false,
        (TokenKind.Minus, _) => EndsOperand(beforeLeft),        // a - 1, but (-1)
        (TokenKind.Name or TokenKind.CloseParen, TokenKind.OpenParen) => false,
        (TokenKind.Name or TokenKind.CloseBracket, TokenKind.OpenBracket) => false,
        _ => true,
    };

    /// <summary>Somebody's line break stays after a comma, and beside an operator, a bracket and the two pairs of parentheses of a header.</summary>
    public static bool KeepsBreak(TokenKind left, TokenKind right)
    {
        if (left == TokenKind.Equals || right is TokenKind.Equals or TokenKind.OpenBrace)
            return false;
        return left == TokenKind.Comma || left.Opens() || left.IsOperator()
            || right.Closes() || right.IsOperator() || (left, right) is (TokenKind.CloseParen, TokenKind.OpenParen);
    }

    private static bool EndsOperand(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.Number or TokenKind.Quoted or TokenKind.CloseParen or TokenKind.CloseBracket || kind >= TokenKind.True;
}
