using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Syntax.Parsing.Tokens;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>Sizes and whole numbers: <c>+ - * /</c> over numbers, arguments and size variables, in checked 64-bit arithmetic.</summary>
internal sealed class SizeEvaluator(FileContext file)
{
    /// <summary>A size: 1 … 2³¹−1. Null where it is unknown or has been reported.</summary>
    public long? Size(ValueSyntax value, ValueScope scope)
    {
        var size = Evaluate(value, scope);
        if (size is null or (>= 1 and <= int.MaxValue))
            return size;
        file.Diagnostics.ReportSizeOutOfRange(value.Span, file.Excerpt(value.Span), size.Value);
        return null;
    }

    /// <summary>Any whole number.</summary>
    public long? Evaluate(ValueSyntax value, ValueScope scope) => value switch
    {
        NumberSyntax number => Literal(number),
        PathSyntax { SingleName: { } name } => Named(name, value.Span, scope),
        ArithmeticSyntax arithmetic => Chain(arithmetic, scope),
        _ => NotASize(value),
    };

    private long? Literal(NumberSyntax number)
    {
        if (number.Integer is null && Numbers.IsInteger(number.Text))
            file.Diagnostics.ReportNumberTooLarge(number.Span);   // n - 9223372036854775808: as the number's sign the minus would do
        else if (number.Integer is null)
            file.Diagnostics.ReportNotAWholeNumber(number.Span, number.Text);
        return number.Integer;
    }

    private long? NotASize(ValueSyntax value)
    {
        file.Diagnostics.ReportNotASize(value.Span, file.Excerpt(value.Span));
        return null;
    }

    private long? Named(string name, TextSpan span, ValueScope scope)
    {
        if (scope.TryFind(name, out var argument))
        {
            if (argument.Symbol.Type is ArgumentType.Dim or ArgumentType.Int or ArgumentType.Unknown)
                return (argument.Value as IntegerValue)?.Value;
            file.Diagnostics.ReportArgumentIsNotASize(span, name, argument.Symbol.Type);
            return null;
        }

        if (scope.TryFindSize(name, out var size))
            return size;
        if (scope.SeesArguments)
            file.Diagnostics.ReportUnknownSize(span, name, file.Names.Nearest(name, scope.SizeNames), scope.SizeNames);
        else
            file.Diagnostics.ReportSizeNamedOutside(span, name);
        return null;
    }

    private long? Chain(ArithmeticSyntax chain, ValueScope scope)
    {
        var result = Evaluate(chain.First, scope);
        foreach (var operation in chain.Rest)
        {
            // Every operand is looked at, also after one that is unknown: each may hold a mistake of its own.
            var operand = Evaluate(operation.Operand, scope);
            result = result is { } left && operand is { } right
                ? Apply(operation.Operator, left, right, TextSpan.FromBounds(chain.Span.Start, operation.Span.End))
                : null;
        }

        return result;
    }

    private long? Apply(ArithmeticOperator @operator, long left, long right, TextSpan span)
    {
        if (@operator == ArithmeticOperator.Divide && (right == 0 || right == -1 || left % right != 0))
        {
            if (right == -1)
                return Apply(ArithmeticOperator.Subtract, 0, left, span);
            span = file.WithParentheses(span);
            file.Diagnostics.ReportUnevenDivision(span, file.Excerpt(span), left, right);
            return null;
        }

        try
        {
            return checked(@operator switch
            {
                ArithmeticOperator.Add => left + right,
                ArithmeticOperator.Subtract => left - right,
                ArithmeticOperator.Multiply => left * right,
                _ => left / right,
            });
        }
        catch (OverflowException)
        {
            span = file.WithParentheses(span);
            file.Diagnostics.ReportSizeOverflow(span, file.Excerpt(span), left, right);
            return null;
        }
    }
}
