namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <summary>What the stages before the grammar ask of a token.</summary>
internal static class TokenKinds
{
    public static readonly IReadOnlyDictionary<string, TokenKind> Reserved = new Dictionary<string, TokenKind>(StringComparer.Ordinal)
    {
        ["language"] = TokenKind.Language,
        ["namespace"] = TokenKind.Namespace,
        ["block"] = TokenKind.Block,
        ["model"] = TokenKind.Model,
        ["train"] = TokenKind.Train,
        ["decompose"] = TokenKind.Decompose,
        ["repeat"] = TokenKind.Repeat,
        ["return"] = TokenKind.Return,
        ["true"] = TokenKind.True,
        ["false"] = TokenKind.False,
        ["none"] = TokenKind.None,
        ["relu"] = TokenKind.Relu,
        ["silu"] = TokenKind.Silu,
        ["gelu"] = TokenKind.Gelu,
    };

    public static bool IsReserved(this TokenKind kind) => kind >= TokenKind.Language;

    public static bool BeginsDeclaration(this TokenKind kind) => kind is >= TokenKind.Language and <= TokenKind.Decompose;

    /// <summary>A line that ends or begins with one of these goes on in the next, or in the one before.</summary>
    public static bool IsOperator(this TokenKind kind) => kind is >= TokenKind.Equals and <= TokenKind.Arrow;

    public static bool Opens(this TokenKind kind) => kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace;

    public static bool Closes(this TokenKind kind) => kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace;

    /// <summary>What closes an opening bracket.</summary>
    public static TokenKind Closing(this TokenKind opening) => opening + 1;

    public static string BracketText(this TokenKind kind) => kind switch
    {
        TokenKind.OpenParen => "(",
        TokenKind.CloseParen => ")",
        TokenKind.OpenBracket => "[",
        TokenKind.CloseBracket => "]",
        TokenKind.OpenBrace => "{",
        _ => "}",
    };
}
