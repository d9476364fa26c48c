using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing.Grammars;

/// <summary>One statement of a body.</summary>
internal static class StatementGrammar
{
    /// <summary>What is missing where a flow goes on with something that is no flow.</summary>
    public const string EndOfFlow = "`|>`, `+` or the end of the line";

    /// <summary>The same in one of several flows.</summary>
    public const string EndOfOutput = "`|>`, `+`, `,` or `)` in the flow of an output";

    /// <summary>What is missing where a layer goes on as a flow does.</summary>
    public const string EndOfLayer = "the end of the line after the layer";

    // flows = flow | "(" flow "," flow { "," flow } ")"
    private static readonly Parser<IReadOnlyList<FlowSyntax>> Flows = Grammar.Whole(
        Grammar.Bracketed(TokenKind.OpenParen, "`(`", Grammar.Listed(FlowGrammar.Flow), EndOfOutput),
        "the end of the line after the outputs");

    private static readonly Parser<IReadOnlyList<FlowSyntax>> OneFlow =
        from flow in Grammar.Whole(FlowGrammar.Flow, EndOfFlow)
        select (IReadOnlyList<FlowSyntax>)[flow];

    private static readonly Parser<StatementSyntax> Return = Grammar.Spanned(
        from keyword in Grammar.Token(TokenKind.Return, "`return`")
        from flows in Grammar.When(IsList, Flows, OneFlow)
        select flows,
        (flows, span) => new ReturnSyntax(flows, span));

    private static readonly Parser<StatementSyntax> Assignment =
        Grammar.Spanned<StatementSyntax, StatementSyntax>(
            from name in Grammar.Name("a statement: a layer `embed = linear(64)`, a value `x = y |> embed`, or `return x`")
            from sign in Grammar.Token(TokenKind.Equals, "`=` after the name, as in `embed = linear(64)` or `x = y |> embed`")
            from statement in Grammar.When(IsLayer, Layer(name), Binding(name))
            select statement,
            (statement, span) => statement with { Span = span });

    // statement = "return" flows | name "=" ( layer | flow )
    public static readonly Parser<StatementSyntax> Statement = Grammar.When(at => at.Kind == TokenKind.Return, Return, Assignment);

    private static readonly Parser<ValueSyntax?> Repeat =
        from keyword in Grammar.Token(TokenKind.Repeat, "`repeat`")
        from count in Grammar.When(
            IsLayer,
            Grammar.Fail<ValueSyntax>("how often to repeat the layer, as in `repeat 3 Layer()`"),
            ValueGrammar.Value)
        select count;

    // layer = [ "repeat" value ] call
    private static Parser<StatementSyntax> Layer(NameSyntax name) =>
        from count in Grammar.When(at => at.Kind == TokenKind.Repeat, Repeat, Parse.Return<ValueSyntax?>(null))
        from call in Grammar.Whole(ValueGrammar.Call("the layer to repeat, as in `repeat 3 Layer()`"), EndOfLayer)
        select new LayerSyntax(name, count, call, call.Span);

    private static Parser<StatementSyntax> Binding(NameSyntax name) =>
        from flow in Grammar.Whole(FlowGrammar.Flow, EndOfFlow)
        select new BindingSyntax(name, flow, flow.Span);

    /// <summary>Whether a comma stands between the parentheses that open here, and not in others within them.</summary>
    private static bool IsList(TokenInput at)
    {
        var depth = 0;
        for (var i = at.Position; i < at.End; i++)
        {
            depth += at.Tokens[i].Kind switch { TokenKind.OpenParen => 1, TokenKind.CloseParen => -1, _ => 0 };
            if (depth == 0 || (depth == 1 && at.Tokens[i].Kind == TokenKind.Comma))
                return depth == 1;
        }

        return false;
    }

    /// <summary>A declaration is a call, a flow has none.</summary>
    private static bool IsLayer(TokenInput at) =>
        at.Kind == TokenKind.Repeat || (at.Kind == TokenKind.Name && at.Next == TokenKind.OpenParen);
}
