using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing.Grammars;

/// <summary>A segment of the tokens as Sprache's input: one token counts as one character.</summary>
internal sealed class TokenInput(TokenList tokens, int position, int end) : IInput
{
    private Dictionary<object, object>? _memos;

    public TokenList Tokens => tokens;

    public int Position => position;

    public int End => end;

    public bool AtEnd => position >= end;

    public TokenKind Kind => AtEnd ? TokenKind.Bad : tokens[position].Kind;

    /// <summary>The kind of the token after this one.</summary>
    public TokenKind Next => position + 1 < end ? tokens[position + 1].Kind : TokenKind.Bad;

    public TextSpan Span => tokens[position].Span;

    public string Text => tokens.TextOf(position);

    public char Current => (char)Kind;

    public string Source => tokens.Source.Text;

    public int Line => tokens.Source.PositionOf(Span.Start).Line + 1;

    public int Column => tokens.Source.PositionOf(Span.Start).Column + 1;

    public IDictionary<object, object> Memos => _memos ??= [];

    public IInput Advance() => new TokenInput(tokens, position + 1, end);

    public bool Equals(IInput? other) => other is TokenInput input && input.Tokens == tokens && input.Position == position;

    public override bool Equals(object? obj) => Equals(obj as IInput);

    public override int GetHashCode() => position;
}
