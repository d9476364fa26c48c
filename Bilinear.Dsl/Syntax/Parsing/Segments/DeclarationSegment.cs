using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Parsing.Segments;

/// <summary>The tokens from a reserved word that begins a line to before the next such word.</summary>
/// <param name="Keyword">Bad for what stands before the first declaration.</param>
internal readonly record struct DeclarationSegment(TokenKind Keyword, int Start, int End);
