using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing.Grammars;

/// <summary>
/// A declaration from its reserved word to before its brace. A rule gives the declaration without documentation, body and
/// entries, and with the header's span; who parses the rest puts them in.
/// </summary>
internal static class HeaderGrammar
{
    private const string ModelOutput = "the name and the type of the model's output, as in `-> digit: f32[10]`";
    private const string OutputColon = "`:` after the output's name: a model's output has a name and a type, as in `-> digit: f32[10]`";

    private static readonly BodySyntax NoBody = new([], default);

    // block = "block" name [ parameters ] "(" port ")" "->" type
    public static readonly Parser<DeclarationSyntax> Block =
        from keyword in Word
        from name in Grammar.Name("the block's name after `block`")
        from parameters in Parameters
        from input in Input
        from arrow in Grammar.Token(TokenKind.Arrow, "`->` and the type of the block's output, as in `(x: f32[d]) -> f32[d]`")
        from output in Type("the type of the block's output, such as `f32[d]`", "`[` and the sizes of the block's output, which has a type but no name")
        select new BlockSyntax("", name, parameters, input, output, NoBody, Over(keyword, output.Span));

    // model = "model" name ( "=" call | [ parameters ] "(" port ")" "->" outputs )
    public static readonly Parser<DeclarationSyntax> Model =
        from keyword in Word
        from name in Grammar.Name("the model's name after `model`")
        from model in Grammar.When(at => at.Kind == TokenKind.Equals, Instance(keyword, name), FullModel(keyword, name))
        select model;

    // train = "train" name
    public static readonly Parser<DeclarationSyntax> Train =
        from keyword in Word
        from name in Grammar.Name("the name of the model after `train`")
        select new TrainSyntax("", name, [], Over(keyword, name.Span));

    // decompose = "decompose" name
    public static readonly Parser<DeclarationSyntax> Decompose =
        from keyword in Word
        from name in Grammar.Name("the name of the model after `decompose`")
        select new DecomposeSyntax("", name, [], Over(keyword, name.Span));

    // namespace = "namespace" name { "." name }
    public static readonly Parser<NamespaceSyntax> Namespace =
        from keyword in Word
        from first in Grammar.Name("a name after `namespace`, such as `Examples.Digits`")
        from rest in Grammar.Repeated(
            from dot in Grammar.Token(TokenKind.Dot, "`.`")
            from part in Grammar.Name("a name after `.`")
            select part)
        let name = new PathSyntax([first, .. rest], Over(first.Span, rest.Count == 0 ? first.Span : rest[rest.Count - 1].Span))
        select new NamespaceSyntax(name, Over(keyword, name.Span));

    // language = "language" number
    public static readonly Parser<LanguageSyntax> Language =
        from keyword in Word
        from version in ValueGrammar.Number("a version after `language`, as in `language 1`")
        select new LanguageSyntax(version, Over(keyword, version.Span));

    // port = name ":" type
    private static readonly Parser<PortSyntax> InputPort = Port("the name of the input, as in `(image: f32[8, 8])`", "`:` and the type of the input, as in `image: f32[8, 8]`");

    private static readonly Parser<PortSyntax> Input = Grammar.Bracketed(
        TokenKind.OpenParen, "`(` and the input, as in `(image: f32[8, 8])`",
        InputPort,
        "`)` after the input: arguments stand in a pair of parentheses of their own before it, and there is one input");

    // outputs = port | "(" port { "," port } ")"
    private static readonly Parser<(IReadOnlyList<PortSyntax> Ports, TextSpan Span)> Outputs = Grammar.Spanned(
        Grammar.Bracketed(
            TokenKind.OpenParen, "`(`", Grammar.Listed(Port("the name and the type of an output, as in `-> (digit: f32[10], odd: f32[2])`", OutputColon)), "`,` or `)` after the type of an output"),
        (ports, span) => (ports, span));

    private static readonly Parser<(IReadOnlyList<PortSyntax> Ports, TextSpan Span)> OneOutput =
        from output in Port(ModelOutput, OutputColon)
        select ((IReadOnlyList<PortSyntax>)[output], output.Span);

    // parameter = name ":" name [ "=" value ]
    private static readonly Parser<ParameterSyntax> Parameter = Grammar.Spanned(
        from name in Grammar.Name("the name of an argument, as in `hidden: dim = 300`")
        from colon in Grammar.Token(TokenKind.Colon, "`:` and the argument's type, as in `hidden: dim`")
        from type in Grammar.Name("the argument's type: `dim`, `int`, `f32`, `bool`, `gate` or `noise`")
        from value in Grammar.When(at => at.Kind == TokenKind.Equals, Default, Parse.Return<ValueSyntax?>(null))
        select (name, type, value),
        (parameter, span) => new ParameterSyntax(parameter.name, parameter.type, parameter.value, span));

    // parameters = "(" [ parameter { "," parameter } ] ")", where a second pair of parentheses follows
    private static readonly Parser<IReadOnlyList<ParameterSyntax>> Parameters = Grammar.When(
        HasTwoPairs,
        Grammar.Bracketed(
            TokenKind.OpenParen, "`(`", Grammar.ListedUntil(TokenKind.CloseParen, Parameter), "`,` or `)` after the argument's type or default"),
        Parse.Return<IReadOnlyList<ParameterSyntax>>([]));

    private static Parser<ValueSyntax?> Default =>
        from sign in Grammar.Token(TokenKind.Equals, "`=`")
        from value in ValueGrammar.Value
        select value;

    private static Parser<DeclarationSyntax> Instance(TextSpan keyword, NameSyntax name) =>
        from sign in Grammar.Token(TokenKind.Equals, "`=`")
        from model in ValueGrammar.Call("the model and its arguments, as in `model Small = Mnist(hidden: 30)`")
        select new InstanceSyntax("", name, model, Over(keyword, model.Span));

    private static Parser<DeclarationSyntax> FullModel(TextSpan keyword, NameSyntax name) =>
        from parameters in Parameters
        from input in Input
        from arrow in Grammar.Token(TokenKind.Arrow, "`->` and the model's output, as in `-> digit: f32[10]`")
        from outputs in Grammar.When(at => at.Kind == TokenKind.OpenParen, Outputs, OneOutput)
        select new ModelSyntax("", name, parameters, input, outputs.Ports, NoBody, Over(keyword, outputs.Span));

    private static Parser<PortSyntax> Port(string expectedName, string expectedColon) =>
        from name in Grammar.Name(expectedName)
        from colon in Grammar.Token(TokenKind.Colon, expectedColon)
        from type in Type("a type, such as `f32[8, 8]` or `token[4096][256]`", "`[` and the sizes of the type, as in `f32[8, 8]`")
        select new PortSyntax(name, type, Over(name.Span, type.Span));

    // type = name sizes { sizes }; sizes = "[" value { "," value } "]"
    private static Parser<TensorTypeSyntax> Type(string expected, string expectedSizes) =>
        from element in Grammar.Name(expected)
        from first in Sizes(expectedSizes)
        from rest in Grammar.Repeated(Sizes("`[`"))
        let sizes = (IReadOnlyList<SizesSyntax>)[first, .. rest]
        select new TensorTypeSyntax(element, sizes, Over(element.Span, sizes[sizes.Count - 1].Span));

    private static Parser<SizesSyntax> Sizes(string expected) => Grammar.Spanned(
        Grammar.Bracketed(TokenKind.OpenBracket, expected, Grammar.Listed(ValueGrammar.Value), "`,` or `]` after a size"),
        (sizes, span) => new SizesSyntax(sizes, span));

    private static Parser<TextSpan> Word => input => Result.Success(((TokenInput)input).Span, input.Advance());

    /// <summary>Whether the parentheses that open here are followed by others: then these hold the arguments.</summary>
    private static bool HasTwoPairs(TokenInput at)
    {
        var depth = 0;
        for (var i = at.Position; i < at.End; i++)
        {
            if (at.Tokens[i].Kind == TokenKind.OpenParen)
                depth++;
            else if (at.Tokens[i].Kind == TokenKind.CloseParen)
                depth--;
            if (depth <= 0)
                return i > at.Position && i + 1 < at.End && at.Tokens[i + 1].Kind == TokenKind.OpenParen;
        }

        return false;
    }

    private static TextSpan Over(TextSpan first, TextSpan last) => TextSpan.FromBounds(first.Start, last.End);
}
