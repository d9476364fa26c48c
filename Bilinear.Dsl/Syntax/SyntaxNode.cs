using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>A piece of a program as it was written, without meaning. Its span has no blanks at its ends.</summary>
public abstract record SyntaxNode(TextSpan Span);

/// <summary>A name where it stands: of a declaration, a layer, an argument, a type. In a path also an iteration's number.</summary>
public sealed record NameSyntax(string Text, TextSpan Span) : SyntaxNode(Span)
{
    public override string ToString() => Text;
}
