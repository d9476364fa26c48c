using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>An argument in a header: <c>hidden: dim = 300</c>.</summary>
public sealed record ParameterSyntax(NameSyntax Name, NameSyntax Type, ValueSyntax? Default, TextSpan Span) : SyntaxNode(Span);

/// <summary>A named input or output: <c>image: f32[8, 8]</c>.</summary>
public sealed record PortSyntax(NameSyntax Name, TensorTypeSyntax Type, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>f32[8, 8]</c> has one list of sizes, <c>token[4096][context]</c> two.</summary>
public sealed record TensorTypeSyntax(NameSyntax Element, IReadOnlyList<SizesSyntax> Sizes, TextSpan Span) : SyntaxNode(Span);

/// <summary>One pair of brackets of a type, with the sizes between them; never empty.</summary>
public sealed record SizesSyntax(IReadOnlyList<ValueSyntax> Items, TextSpan Span) : SyntaxNode(Span);
