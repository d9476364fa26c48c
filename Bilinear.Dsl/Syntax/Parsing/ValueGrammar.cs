using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing;

/// <summary>Sizes, and the values of arguments and entries.</summary>
internal static class ValueGrammar
{
    private const string AnyValue = "a value, such as `12`, `0.33`, `hidden`, `true`, `relu` or `[0.9, 0.999]`";

    // value = product { ("+" | "-") product }
    public static readonly Parser<ValueSyntax> Value = input => Sum!(input);

    // Digits, a point and more digits, an exponent: one token; the sign is another.
    private static readonly Parser<ValueSyntax> Positive = Number(AnyValue);

    private static readonly Parser<ValueSyntax> Negative =
        from minus in Grammar.Token(TokenKind.Minus, AnyValue)
        from number in Number("a number after the sign `-`")
        select new NumberSyntax("-" + number.Text, -number.Value, -number.Integer, Over(minus, number.Span));

    private static readonly Parser<ValueSyntax> Named =
        from name in Grammar.Name(AnyValue)
        from value in Grammar.When<ValueSyntax>(at => at.Kind == TokenKind.OpenParen, CallOn(name), PathFrom(name))
        select value;

    // list = "[" [ value { "," value } ] "]"
    private static readonly Parser<ValueSyntax> List =
        from items in Grammar.Bracketed(
            TokenKind.OpenBracket, AnyValue, Grammar.ListedUntil(TokenKind.CloseBracket, Value), "`,` or `]` after a value of the list")
        select new ListSyntax(items.Items, items.Span);

    private static readonly Parser<ValueSyntax> Parenthesized =
        from open in Grammar.Token(TokenKind.OpenParen, AnyValue)
        from value in Value
        from close in Grammar.Token(TokenKind.CloseParen, "an operator or `)`")
        select value;

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
    private static readonly Parser<ArgumentSyntax> Argument =
        from name in Grammar.When(IsLabel, Label, Parse.Return<NameSyntax?>(null))
        from value in Value
        from whole in Grammar.When(at => at.Kind == TokenKind.Arrow, ArrowFrom(value), Parse.Return(value))
        select new ArgumentSyntax(name, whole, Over((name ?? (SyntaxNode)whole).Span, whole.Span));

    private static readonly Parser<(IReadOnlyList<ArgumentSyntax> Items, TextSpan Span)> Arguments = Grammar.Bracketed(
        TokenKind.OpenParen, "`(` and the arguments, or `()` for none", Grammar.ListedUntil(TokenKind.CloseParen, Argument), "`,` or `)` after an argument");

    // call = name "(" [ argument { "," argument } ] ")"
    public static Parser<CallSyntax> Call(string expected) =>
        from name in Grammar.Name(expected)
        from call in CallOn(name)
        select call;

    // path = name { "." (name | number) }
    public static Parser<PathSyntax> Path(string expected) =>
        from first in Grammar.Name(expected)
        from path in PathFrom(first)
        select path;

    public static Parser<NumberSyntax> Number(string expected) => input =>
    {
        var at = (TokenInput)input;
        return at.Kind == TokenKind.Number
            ? Result.Success(new NumberSyntax(at.Text, Numbers.Value(at.Text), Numbers.Integer(at.Text), at.Span), at.Advance())
            : Result.Failure<NumberSyntax>(input, "", [expected]);
    };

    private static Parser<CallSyntax> CallOn(NameSyntax name) =>
        from arguments in Arguments
        select new CallSyntax(name, arguments.Items, Over(name.Span, arguments.Span));

    private static Parser<PathSyntax> PathFrom(NameSyntax first) =>
        from rest in Grammar.Repeated(
            from dot in Grammar.Token(TokenKind.Dot, "`.`")
            from part in PathPart
            select part)
        select new PathSyntax([first, .. rest], Over(first.Span, rest.Count == 0 ? first.Span : rest[rest.Count - 1].Span));

    private static bool IsLabel(TokenInput at) => at.Kind == TokenKind.Name && at.Next == TokenKind.Colon;

    private static Parser<NameSyntax?> Label =>
        from name in Grammar.Name("the argument's name")
        from colon in Grammar.Token(TokenKind.Colon, "`:`")
        select name;

    private static Parser<ValueSyntax> ArrowFrom(ValueSyntax input) =>
        from arrow in Grammar.Token(TokenKind.Arrow, "`->`")
        from output in Value
        select new ArrowSyntax(input, output, Over(input.Span, output.Span));

    private static Parser<ValueSyntax> Chain(Parser<ValueSyntax> operand, params (TokenKind Kind, ArithmeticOperator Operator)[] operators) =>
        from first in operand
        from rest in Grammar.Repeated(
            from applied in Operator(operators)
            from right in operand
            select new OperationSyntax(applied.Operator, right, Over(applied.Span, right.Span)))
        select rest.Count == 0 ? first : new ArithmeticSyntax(first, rest, Over(first.Span, rest[rest.Count - 1].Span));

    private static Parser<(ArithmeticOperator Operator, TextSpan Span)> Operator((TokenKind Kind, ArithmeticOperator Operator)[] operators) => input =>
    {
        var at = (TokenInput)input;
        foreach (var (kind, applied) in operators)
        {
            if (at.Kind == kind)
                return Result.Success((applied, at.Span), at.Advance());
        }

        return Result.Failure<(ArithmeticOperator, TextSpan)>(input, "", ["an operator"]);
    };

    private static TextSpan Over(TextSpan first, TextSpan last) => TextSpan.FromBounds(first.Start, last.End);
}
