using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Parsing.Segments;

/// <summary>The tokens from a reserved word that begins a line to before the next such word.</summary>
/// <param name="Keyword">Bad for what stands before the first declaration.</param>
internal readonly record struct DeclarationSegment(TokenKind Keyword, int Start, int End)
{
    /// <summary>Whether it declares an instance, <c>model Name = …</c>, and no model with a body.</summary>
    public bool IsInstance(TokenList tokens) => Keyword == TokenKind.Model && Start + 2 < End && tokens[Start + 2].Kind == TokenKind.Equals;
}
