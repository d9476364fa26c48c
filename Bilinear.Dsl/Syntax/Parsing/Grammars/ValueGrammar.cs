using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing.Grammars;

/// <summary>Sizes, and the values of arguments and entries.</summary>
internal static class ValueGrammar
{
    private const string AnyValue = "a value, such as `12`, `0.33`, `hidden`, `true`, `relu` or `[0.9, 0.999]`";

    // value = product { ("+" | "-") product }
    public static readonly Parser<ValueSyntax> Value = input => Sum!(input);

    // Digits, a point and more digits, an exponent: one token; the sign is another.
    private static readonly Parser<ValueSyntax> Positive = Number(AnyValue);

    private static readonly Parser<ValueSyntax> Negative = Grammar.Spanned(
        from minus in Grammar.Token(TokenKind.Minus, AnyValue)
        from number in Number("a number after the sign `-`")
        select number,
        (number, span) => new NumberSyntax("-" + number.Text, -number.Value, Numbers.Integer("-" + number.Text), span));

    private static readonly Parser<ValueSyntax> Quoted = input =>
    {
        var at = (TokenInput)input;
        return Result.Success<ValueSyntax>(new QuotedSyntax(QuotedText.Read(at.Text.Substring(1, at.Text.Length - 2)), at.Span), at.Advance());
    };

    private static readonly Parser<ValueSyntax> Named = Grammar.Spanned<ValueSyntax, ValueSyntax>(
        from name in Grammar.Name(AnyValue)
        from value in Grammar.When<ValueSyntax>(at => at.Kind == TokenKind.OpenParen, CallOn(name), PathFrom(name))
        select value,
        (value, span) => value with { Span = span });

    // list = "[" [ value { "," value } ] "]"
    private static readonly Parser<ValueSyntax> List = Grammar.Spanned(
        Grammar.Bracketed(TokenKind.OpenBracket, AnyValue, Grammar.ListedUntil(TokenKind.CloseBracket, Value), "`,` or `]` after a value of the list"),
        (items, span) => new ListSyntax(items, span));

    private static readonly Parser<ValueSyntax> Parenthesized =
        Grammar.Bracketed(TokenKind.OpenParen, AnyValue, Value, "an operator or `)`");

    private static readonly Parser<ValueSyntax> Word = input =>
    {
        var at = (TokenInput)input;
        ValueSyntax? value = at.Kind switch
        {
            TokenKind.True => new BoolSyntax(true, at.Span),
            TokenKind.False => new BoolSyntax(false, at.Span),
            TokenKind.None => new GateSyntax(Gate.None, at.Span),
            TokenKind.Relu => new GateSyntax(Gate.Relu, at.Span),
            TokenKind.Silu => new GateSyntax(Gate.Silu, at.Span),
            TokenKind.Gelu => new GateSyntax(Gate.Gelu, at.Span),
            _ => null,
        };
        return value is null ? Result.Failure<ValueSyntax>(input, "", [AnyValue]) : Result.Success(value, at.Advance());
    };

    private static readonly Parser<ValueSyntax> Primary = input => ((TokenInput)input).Kind switch
    {
        TokenKind.Number => Positive(input),
        TokenKind.Minus => Negative(input),
        TokenKind.Quoted => Quoted(input),
        TokenKind.OpenBracket => List(input),
        TokenKind.OpenParen => Parenthesized(input),
        TokenKind.Name => Named(input),
        _ => Word(input),
    };

    // product = primary { ("*" | "/") primary }
    private static readonly Parser<ValueSyntax> Product =
        Chain(Primary, (TokenKind.Star, ArithmeticOperator.Multiply), (TokenKind.Slash, ArithmeticOperator.Divide));

    private static readonly Parser<ValueSyntax> Sum =
        Chain(Product, (TokenKind.Plus, ArithmeticOperator.Add), (TokenKind.Minus, ArithmeticOperator.Subtract));

    private static readonly Parser<NameSyntax> PathPart = Grammar.When(
        at => at.Kind == TokenKind.Number,
        from number in Number("a number") select new NameSyntax(number.Text, number.Span),
        Grammar.Name("a name after `.`"));

    // argument = [ name ":" ] value [ "->" value ]
    private static readonly Parser<ArgumentSyntax> Argument = Grammar.Spanned(
        from name in Grammar.When(IsLabel, Label, Parse.Return<NameSyntax?>(null))
        from value in SizeOrSizes
        select (name, value),
        (argument, span) => new ArgumentSyntax(argument.name, argument.value, span));

    private static readonly Parser<IReadOnlyList<ArgumentSyntax>> Arguments = Grammar.Bracketed(
        TokenKind.OpenParen, "`(` and the arguments, or `()` for none", Grammar.ListedUntil(TokenKind.CloseParen, Argument), "`,` or `)` after an argument");

    // call = name "(" [ argument { "," argument } ] ")"
    public static Parser<CallSyntax> Call(string expected) => Grammar.Spanned(
        from name in Grammar.Name(expected)
        from call in CallOn(name)
        select call,
        (call, span) => call with { Span = span });

    public static Parser<NumberSyntax> Number(string expected) => input =>
    {
        var at = (TokenInput)input;
        return at.Kind == TokenKind.Number
            ? Result.Success(new NumberSyntax(at.Text, Numbers.Value(at.Text), Numbers.Integer(at.Text), at.Span), at.Advance())
            : Result.Failure<NumberSyntax>(input, "", [expected]);
    };

    // name ":", before a value that it names
    public static Parser<NameSyntax?> Label =>
        from name in Grammar.Name("a name and `:`")
        from colon in Grammar.Token(TokenKind.Colon, "`:`")
        select name;

    private static Parser<ValueSyntax> SizeOrSizes => Grammar.Spanned(
        from input in Value
        from output in Grammar.When(at => at.Kind == TokenKind.Arrow, ArrowEnd, Parse.Return<ValueSyntax?>(null))
        select (input, output),
        (sizes, span) => sizes.output is null ? sizes.input : new ArrowSyntax(sizes.input, sizes.output, span));

    private static Parser<ValueSyntax?> ArrowEnd =>
        from arrow in Grammar.Token(TokenKind.Arrow, "`->`")
        from output in Value
        select output;

    public static bool IsLabel(TokenInput at) => at.Kind == TokenKind.Name && at.Next == TokenKind.Colon;

    private static Parser<CallSyntax> CallOn(NameSyntax name) =>
        from arguments in Arguments
        select new CallSyntax(name, arguments, name.Span);

    // path = name { "." (name | number) }
    private static Parser<PathSyntax> PathFrom(NameSyntax first) =>
        from rest in Grammar.Repeated(
            from dot in Grammar.Token(TokenKind.Dot, "`.`")
            from part in PathPart
            select part)
        select new PathSyntax([first, .. rest], first.Span);

    private static Parser<ValueSyntax> Chain(Parser<ValueSyntax> operand, params (TokenKind Kind, ArithmeticOperator Operator)[] operators) => Grammar.Spanned(
        from first in operand
        from rest in Grammar.Repeated(Grammar.Spanned(
            from applied in Operator(operators)
            from right in operand
            select (applied, right),
            (operation, span) => new OperationSyntax(operation.applied, operation.right, span)))
        select (first, rest),
        (chain, span) => chain.rest.Count == 0 ? chain.first : new ArithmeticSyntax(chain.first, chain.rest, span));

    private static Parser<ArithmeticOperator> Operator((TokenKind Kind, ArithmeticOperator Operator)[] operators) => input =>
    {
        var at = (TokenInput)input;
        foreach (var (kind, applied) in operators)
        {
            if (at.Kind == kind)
                return Result.Success(applied, at.Advance());
        }

        return Result.Failure<ArithmeticOperator>(input, "", ["an operator"]);
    };
}
