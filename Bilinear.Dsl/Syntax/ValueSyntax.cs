using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Syntax;

/// <summary>A size, or the value of an argument or of an entry.</summary>
public abstract record ValueSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary><c>12</c>, <c>0.33</c>, <c>1e-3</c>, <c>-1</c>.</summary>
/// <param name="Text">The number as it is written, sign included.</param>
/// <param name="Value">The nearest double; always finite.</param>
/// <param name="Integer">Its value if it is written without a point and an exponent; else null.</param>
public sealed record NumberSyntax(string Text, double Value, long? Integer, TextSpan Span) : ValueSyntax(Span);

/// <summary><c>" girl"</c>: a text between quotes.</summary>
/// <param name="Text">The text that is meant, without quotes and escapes.</param>
public sealed record QuotedSyntax(string Text, TextSpan Span) : ValueSyntax(Span);

/// <summary>A name (<c>hidden</c>), or a layer's path (<c>stack.0.mix</c>).</summary>
/// <param name="Parts">One or more; in a path the iterations of a repeat are numbers.</param>
public sealed record PathSyntax(IReadOnlyList<NameSyntax> Parts, TextSpan Span) : ValueSyntax(Span)
{
    public string Text => string.Join(".", Parts);

    /// <summary>The name, if it is only one; null for a path of several parts.</summary>
    public string? SingleName => Parts.Count == 1 ? Parts[0].Text : null;
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BoolSyntax(bool Value, TextSpan Span) : ValueSyntax(Span);

/// <summary><c>none</c>, <c>relu</c>, <c>silu</c> or <c>gelu</c>.</summary>
public sealed record GateSyntax(Gate Gate, TextSpan Span) : ValueSyntax(Span);

/// <summary><c>[0.9, 0.999]</c></summary>
public sealed record ListSyntax(IReadOnlyList<ValueSyntax> Items, TextSpan Span) : ValueSyntax(Span);

/// <summary><c>linear(hidden, noise: 0.33)</c>, <c>adamw(lr: 1e-3)</c>, <c>absolute(0.33)</c>.</summary>
public sealed record CallSyntax(NameSyntax Name, IReadOnlyList<ArgumentSyntax> Arguments, TextSpan Span) : ValueSyntax(Span);

/// <summary>A value in a call, by name or by its place.</summary>
public sealed record ArgumentSyntax(NameSyntax? Name, ValueSyntax Value, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>784 -> 512</c>: both sizes of a layer.</summary>
public sealed record ArrowSyntax(ValueSyntax Input, ValueSyntax Output, TextSpan Span) : ValueSyntax(Span);

/// <summary>
/// <c>a + b - c</c> or <c>a * b / c</c>: operators of one rank, applied from the left. A chain is a list, so only parentheses
/// (which leave no node) and the two ranks nest.
/// </summary>
public sealed record ArithmeticSyntax(ValueSyntax First, IReadOnlyList<OperationSyntax> Rest, TextSpan Span) : ValueSyntax(Span);

/// <summary>An operator and what stands to its right.</summary>
public sealed record OperationSyntax(ArithmeticOperator Operator, ValueSyntax Operand, TextSpan Span) : SyntaxNode(Span);

public enum ArithmeticOperator { Add, Subtract, Multiply, Divide }
