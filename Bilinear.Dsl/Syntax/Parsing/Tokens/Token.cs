using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax.Parsing.Tokens;

/// <param name="StartsLine">True for the first token of its line; comments and blanks do not count.</param>
internal readonly record struct Token(TokenKind Kind, TextSpan Span, bool StartsLine);
