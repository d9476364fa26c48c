using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>The statements between the braces of a model or a block; the span includes the braces.</summary>
public sealed record BodySyntax(IReadOnlyList<StatementSyntax> Statements, TextSpan Span) : SyntaxNode(Span);

public abstract record StatementSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary>A declared layer: <c>embed = linear(64)</c>, <c>stack = repeat 3 Layer(noise: 0.15)</c>.</summary>
/// <param name="Repeat">The size after <c>repeat</c>; null without it.</param>
public sealed record LayerSyntax(NameSyntax Name, ValueSyntax? Repeat, CallSyntax Call, TextSpan Span) : StatementSyntax(Span);

/// <summary>A named value of the flow: <c>x = x + (x |> mix)</c>.</summary>
public sealed record BindingSyntax(NameSyntax Name, FlowSyntax Flow, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>return image |> embed |> head</c>, or <c>return (x |> digits, x |> parity)</c></summary>
/// <param name="Flows">One or more.</param>
public sealed record ReturnSyntax(IReadOnlyList<FlowSyntax> Flows, TextSpan Span) : StatementSyntax(Span);
