using Bilinear.Dsl.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing;

/// <summary>What flows: names, sums, pipes and parentheses. No calls: a layer is declared before it is used.</summary>
internal static class FlowGrammar
{
    private const string Operand = "the name of a value, or a flow in parentheses";

    // operand = name | "(" flow ")"
    private static readonly Parser<FlowSyntax> Named =
        from name in Grammar.Name(Operand)
        select new FlowNameSyntax(name);

    private static readonly Parser<FlowSyntax> Parenthesized =
        from open in Grammar.Token(TokenKind.OpenParen, Operand)
        from flow in Flow
        from close in Grammar.Token(TokenKind.CloseParen, "`|>`, `+` or `)` in the flow")
        select flow;

    private static readonly Parser<FlowSyntax> Primary =
        Grammar.When(at => at.Kind == TokenKind.OpenParen, Parenthesized, Named);

    // sum = operand { "+" operand }
    private static readonly Parser<FlowSyntax> Sum =
        from first in Primary
        from rest in Grammar.Repeated(
            from plus in Grammar.Token(TokenKind.Plus, "`+`")
            from term in Primary
            select term)
        select rest.Count == 0 ? first : new FlowSumSyntax([first, .. rest], Over(first, rest[rest.Count - 1]));

    // flow = sum { "|>" name }
    public static readonly Parser<FlowSyntax> Flow =
        from head in Sum
        from steps in Grammar.Repeated(
            from pipe in Grammar.Token(TokenKind.Pipe, "`|>`")
            from step in Grammar.Name("the name of a layer after `|>`, or of an operator without parameters such as `flatten`")
            select step)
        select steps.Count == 0 ? head : new FlowPipeSyntax(head, steps, Over(head, steps[steps.Count - 1]));

    private static TextSpan Over(SyntaxNode first, SyntaxNode last) => TextSpan.FromBounds(first.Span.Start, last.Span.End);
}
