namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

internal enum TokenKind
{
    /// <summary>A character or a number that could not be read, which has been reported.</summary>
    Bad,
    Name,
    Number,

    /// <summary>A text between quotes.</summary>
    Quoted,

    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Comma,
    Colon,
    Dot,

    Equals,
    Plus,
    Minus,
    Star,
    Slash,
    Pipe,
    Arrow,

    Language,
    Namespace,
    Block,
    Model,
    Train,
    Decompose,
    Repeat,
    Return,
    True,
    False,
    None,
    Relu,
    Silu,
    Gelu,
}
