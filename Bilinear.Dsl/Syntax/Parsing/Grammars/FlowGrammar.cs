using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing.Grammars;

/// <summary>What flows: names, sums, pipes and parentheses. No calls: a layer is declared before it is used.</summary>
internal static class FlowGrammar
{
    /// <summary>What is missing where a flow in parentheses goes on with something that is no flow.</summary>
    public const string EndOfParentheses = "`|>`, `+` or `)` in the flow";

    private const string Operand = "the name of a value, or a flow in parentheses";

    // operand = name | "(" flow ")"
    private static readonly Parser<FlowSyntax> Named =
        from name in Grammar.Name(Operand)
        select new FlowNameSyntax(name);

    private static readonly Parser<FlowSyntax> Parenthesized =
        Grammar.Bracketed(TokenKind.OpenParen, Operand, (Parser<FlowSyntax>)(input => Flow!(input)), EndOfParentheses);

    private static readonly Parser<FlowSyntax> Primary =
        Grammar.When(at => at.Kind == TokenKind.OpenParen, Parenthesized, Named);

    // sum = operand { "+" operand }
    private static readonly Parser<FlowSyntax> Sum = Grammar.Spanned(
        from first in Primary
        from rest in Grammar.Repeated(
            from plus in Grammar.Token(TokenKind.Plus, "`+`")
            from term in Primary
            select term)
        select (first, rest),
        (sum, span) => sum.rest.Count == 0 ? sum.first : new FlowSumSyntax([sum.first, .. sum.rest], span));

    // flow = sum { "|>" name }
    public static readonly Parser<FlowSyntax> Flow = Grammar.Spanned(
        from head in Sum
        from steps in Grammar.Repeated(
            from pipe in Grammar.Token(TokenKind.Pipe, "`|>`")
            from step in Grammar.Name("the name of a layer after `|>`, or of an operator without parameters such as `flatten`")
            select step)
        select (head, steps),
        (pipe, span) => pipe.steps.Count == 0 ? pipe.head : new FlowPipeSyntax(pipe.head, pipe.steps, span));
}
