using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>
/// What flows through a body. Chains and sums are lists, so only parentheses nest. Parentheses leave no node: the span of what
/// stood in them is without them, that of the sum or pipe around them with them.
/// </summary>
public abstract record FlowSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary>The value of a name.</summary>
public sealed record FlowNameSyntax(NameSyntax Name) : FlowSyntax(Name.Span);

/// <summary><c>a + b + c</c>: two or more terms, each a name or what stood in parentheses.</summary>
public sealed record FlowSumSyntax(IReadOnlyList<FlowSyntax> Terms, TextSpan Span) : FlowSyntax(Span);

/// <summary><c>head |> a |> b</c>: one or more names of layers or of operators without parameters.</summary>
public sealed record FlowPipeSyntax(FlowSyntax Head, IReadOnlyList<NameSyntax> Steps, TextSpan Span) : FlowSyntax(Span);
