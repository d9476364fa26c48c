using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>Reads what is given for an argument as a value of the argument's type.</summary>
internal sealed class ValueReader(FileContext file)
{
    /// <summary>The smallest float that has all its digits; what is closer to 0 is 0 on some devices.</summary>
    private const double SmallestFloat = 1.1754943508222875e-38;

    /// <summary>Reads a value; null where it is unknown or has been reported.</summary>
    public ArgumentValue? Read(ValueSyntax syntax, ArgumentSymbol wanted, ValueScope scope)
    {
        var value = Convert(syntax, wanted, scope);
        if (value is null || InRange(value, wanted.Range))
            return value;
        var isRounded = InRange(value, wanted.Range, number => number);
        file.Diagnostics.ReportOutOfRange(syntax.Span, wanted.Name, wanted.Range!.Text + (isRounded ? " as a 32-bit float" : ""), value.Text);
        return null;
    }

    private static bool InRange(ArgumentValue value, ValueRange? range) => InRange(value, range, number => number) && InRange(value, range, number => (float)number);

    /// <param name="rounded">A number that is no whole one as it is computed with.</param>
    private static bool InRange(ArgumentValue value, ValueRange? range, Func<double, double> rounded) => range is null || value switch
    {
        IntegerValue integer => range.Contains(integer.Value),
        NumberValue number => range.Contains(rounded(number.Value)),
        PairValue pair => range.Contains(rounded(pair.First)) && range.Contains(rounded(pair.Second)),
        _ => true,
    };

    private ArgumentValue? Convert(ValueSyntax syntax, ArgumentSymbol wanted, ValueScope scope) => (wanted.Type, syntax) switch
    {
        (ArgumentType.Unknown, _) => null,
        (ArgumentType.Dim, NumberSyntax or PathSyntax { SingleName: not null } or ArithmeticSyntax) => Integer(file.Sizes.Size(syntax, scope)),
        (ArgumentType.Int, NumberSyntax or PathSyntax { SingleName: not null } or ArithmeticSyntax) => Integer(file.Sizes.Evaluate(syntax, scope)),
        (ArgumentType.Scores, PathSyntax { SingleName: "softmax" }) => new ScoresValue(AttentionScores.Softmax),
        (ArgumentType.Scores, PathSyntax { SingleName: "bilinear" }) => new ScoresValue(AttentionScores.Bilinear),
        (ArgumentType.Scale, PathSyntax { SingleName: "position" }) => new ScaleValue(NormScale.Position),
        (ArgumentType.Scale, PathSyntax { SingleName: "measured" }) => new ScaleValue(NormScale.Measured),
        (ArgumentType.Scale, PathSyntax { SingleName: "channel" }) => new ScaleValue(NormScale.Channel),
        (_, PathSyntax { SingleName: { } name }) => Named(name, syntax, wanted, scope),
        (ArgumentType.F32, NumberSyntax number) => Number(number, wanted),
        (ArgumentType.Bool, BoolSyntax boolean) => new BoolValue(boolean.Value),
        (ArgumentType.Gate, GateSyntax gate) => new GateValue(gate.Gate),
        (ArgumentType.Noise, GateSyntax { Gate: Gate.None }) => new NoiseValue(NoiseSpec.None),
        (ArgumentType.Noise, NumberSyntax) => Noise(NoiseKind.Relative, syntax, wanted, scope),
        (ArgumentType.Noise, CallSyntax call) => NoiseCall(call, wanted, scope),
        (ArgumentType.Pair, ListSyntax { Items: [(NumberSyntax or PathSyntax { SingleName: not null }) and var first, (NumberSyntax or PathSyntax { SingleName: not null }) and var second] }) =>
            PairOf(Convert(first, wanted with { Type = ArgumentType.F32 }, scope), Convert(second, wanted with { Type = ArgumentType.F32 }, scope)),
        _ => Wrong(syntax, wanted),
    };

    private static ArgumentValue? Integer(long? value) => value is { } known ? new IntegerValue(known) : null;

    private static PairValue? PairOf(ArgumentValue? first, ArgumentValue? second) =>
        first is NumberValue one && second is NumberValue other ? new PairValue(one.Value, other.Value) : null;

    private ArgumentValue? Wrong(ValueSyntax syntax, ArgumentSymbol wanted)
    {
        file.Diagnostics.ReportWrongValue(syntax.Span, wanted.Name, wanted.Type, file.Excerpt(syntax.Span));
        return null;
    }

    /// <summary>Every number that is no whole one becomes a 32-bit float in the end.</summary>
    private NumberValue? Number(NumberSyntax number, ArgumentSymbol wanted)
    {
        var size = Math.Abs(number.Value);
        if (size is >= SmallestFloat and <= float.MaxValue || IsZero(number))
            return new NumberValue(number.Value);
        var range = size > 1 ? "at most 3.4e38, as a 32-bit float is" : "no closer to 0 than 1.2e-38, as a 32-bit float is";
        file.Diagnostics.ReportOutOfRange(number.Span, wanted.Name, range, number.Text);
        return null;
    }

    /// <summary>Whether a number is zero as it is written: <c>1e-999</c> is not, though no double is so small.</summary>
    private static bool IsZero(NumberSyntax number) => number.Text.TakeWhile(character => character is not ('e' or 'E')).All(character => character is '0' or '.' or '-');

    private ArgumentValue? Named(string name, ValueSyntax syntax, ArgumentSymbol wanted, ValueScope scope)
    {
        if (!scope.TryFind(name, out var found))
        {
            file.Diagnostics.ReportUnknownArgumentValue(syntax.Span, name, wanted.Name, wanted.Type, file.Names.Nearest(name, wanted.Type.Words().Concat(scope.Names)), scope.SeesArguments);
            return null;
        }

        if (found.Symbol.Type is ArgumentType.Unknown)
            return null;
        var isNumber = found.Symbol.Type is ArgumentType.Dim or ArgumentType.Int or ArgumentType.F32;
        if (found.Symbol.Type != wanted.Type && !(isNumber && wanted.Type is ArgumentType.F32 or ArgumentType.Noise))
        {
            file.Diagnostics.ReportArgumentOfAnotherType(syntax.Span, wanted.Name, wanted.Type, name, found.Symbol.Type);
            return null;
        }

        return (wanted.Type, found.Value) switch
        {
            (ArgumentType.F32, IntegerValue integer) => new NumberValue(integer.Value),
            (ArgumentType.Noise, IntegerValue integer) => Noise(NoiseKind.Relative, integer.Value, syntax, wanted),
            (ArgumentType.Noise, NumberValue number) => Noise(NoiseKind.Relative, number.Value, syntax, wanted),
            (_, var value) => value,
        };
    }

    /// <summary><c>absolute(0.33)</c>, <c>token(0.2)</c></summary>
    private ArgumentValue? NoiseCall(CallSyntax call, ArgumentSymbol wanted, ValueScope scope)
    {
        NoiseKind? kind = call.Name.Text switch
        {
            "absolute" => NoiseKind.Absolute,
            "token" => NoiseKind.Token,
            _ => null,
        };
        return kind is { } known && call.Arguments is [{ Name: null } sigma] ? Noise(known, sigma.Value, wanted, scope) : Wrong(call, wanted);
    }

    private ArgumentValue? Noise(NoiseKind kind, ValueSyntax sigma, ArgumentSymbol wanted, ValueScope scope) =>
        Convert(sigma, wanted with { Type = ArgumentType.F32 }, scope) is NumberValue number ? Noise(kind, number.Value, sigma, wanted) : null;

    private ArgumentValue? Noise(NoiseKind kind, double sigma, ValueSyntax syntax, ArgumentSymbol wanted)
    {
        if (sigma >= 0)
            return new NoiseValue(sigma > 0 ? new NoiseSpec(kind, sigma) : NoiseSpec.None);
        file.Diagnostics.ReportOutOfRange(syntax.Span, wanted.Name, ValueRange.NotNegative.Text, CanonicalNumber.Of(sigma));
        return null;
    }
}
