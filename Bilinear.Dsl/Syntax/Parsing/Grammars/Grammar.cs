using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;
using Sprache;

namespace Bilinear.Dsl.Syntax.Parsing.Grammars;

/// <summary>
/// What the rules are made of. Every one decides by the next token, so no text is read twice, and a rule that has begun and
/// fails says where it failed; what Sprache's own repetitions do not.
/// </summary>
internal static class Grammar
{
    /// <summary>The message of a failure where a name was wanted; a reserved word there has its own diagnostic.</summary>
    public const string NameWanted = "name";

    public static Parser<TextSpan> Token(TokenKind kind, string expected) => input =>
    {
        var at = (TokenInput)input;
        return at.Kind == kind ? Result.Success(at.Span, at.Advance()) : Result.Failure<TextSpan>(input, "", [expected]);
    };

    public static Parser<NameSyntax> Name(string expected) => input =>
    {
        var at = (TokenInput)input;
        return at.Kind == TokenKind.Name
            ? Result.Success(new NameSyntax(at.Text, at.Span), at.Advance())
            : Result.Failure<NameSyntax>(input, NameWanted, [expected]);
    };

    public static Parser<T> Fail<T>(string expected) => input => Result.Failure<T>(input, "", [expected]);

    /// <summary>A rule's value, if its first token is there.</summary>
    public static Parser<T> When<T>(Func<TokenInput, bool> isThere, Parser<T> rule, Parser<T> otherwise) =>
        input => isThere((TokenInput)input) ? rule(input) : otherwise(input);

    /// <summary>A rule with the span of all that it takes: of parentheses too, which leave no node.</summary>
    public static Parser<TResult> Spanned<T, TResult>(Parser<T> rule, Func<T, TextSpan, TResult> make) => input =>
    {
        var result = rule(input);
        if (!result.WasSuccessful)
            return Result.Failure<TResult>(result.Remainder, result.Message, result.Expectations);
        var at = (TokenInput)input;
        return Result.Success(make(result.Value, at.Tokens.SpanOf(at.Position, result.Remainder.Position)), result.Remainder);
    };

    /// <summary>Nothing or more, until the first token does not fit.</summary>
    public static Parser<IReadOnlyList<T>> Repeated<T>(Parser<T> item) => input =>
    {
        var items = new List<T>();
        while (true)
        {
            var result = item(input);
            if (result.WasSuccessful)
            {
                items.Add(result.Value);
                input = result.Remainder;
            }
            else
            {
                return result.Remainder.Equals(input)
                    ? Result.Success<IReadOnlyList<T>>(items, input)
                    : Result.Failure<IReadOnlyList<T>>(result.Remainder, result.Message, result.Expectations);
            }
        }
    };

    /// <summary>One or more, with a comma between.</summary>
    public static Parser<IReadOnlyList<T>> Listed<T>(Parser<T> item) =>
        from first in item
        from rest in Repeated(
            from comma in Token(TokenKind.Comma, "`,`")
            from next in item
            select next)
        select (IReadOnlyList<T>)[first, .. rest];

    /// <summary>What stands between brackets.</summary>
    public static Parser<T> Bracketed<T>(TokenKind opening, string expected, Parser<T> inside, string expectedAfter) =>
        from open in Token(opening, expected)
        from value in inside
        from close in Token(opening.Closing(), expectedAfter)
        select value;

    /// <summary>A list as <see cref="Listed"/> reads it, or nothing at all before the closing bracket.</summary>
    public static Parser<IReadOnlyList<T>> ListedUntil<T>(TokenKind closing, Parser<T> item) =>
        When(input => input.Kind == closing, Parse.Return<IReadOnlyList<T>>([]), Listed(item));

    /// <summary>A rule that must take its whole segment.</summary>
    public static Parser<T> Whole<T>(Parser<T> rule, string expectedAfter) =>
        from value in rule
        from end in End(expectedAfter)
        select value;

    public static Parser<bool> End(string expected) => input =>
        input.AtEnd ? Result.Success(true, input) : Fail<bool>(expected)(input);
}
