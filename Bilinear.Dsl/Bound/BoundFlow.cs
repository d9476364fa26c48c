using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Bound;

/// <summary>What a model or a block computes: named values, then those that it returns.</summary>
/// <param name="Returns">One for each output; a block has one.</param>
public sealed record BoundBody(BoundValue Input, IReadOnlyList<BoundBinding> Bindings, IReadOnlyList<BoundFlow> Returns);

/// <summary><c>name = flow</c>. A name that is bound again is a new value.</summary>
public sealed record BoundBinding(BoundValue Target, BoundFlow Flow);

/// <summary>A named value of a flow; identity is by reference.</summary>
public sealed class BoundValue(string name, TensorShape shape, TextSpan span, long vocabulary = 0)
{
    public string Name { get; } = name;

    public TensorShape Shape { get; } = shape;

    public TextSpan Span { get; } = span;

    public long Vocabulary { get; } = vocabulary;
}

/// <summary>An expression of the flow. Chains and sums are lists, so that a long one is not a deep tree.</summary>
public abstract record BoundFlow(TensorShape Shape, TextSpan Span);

/// <summary>The value of a name.</summary>
public sealed record BoundRead(BoundValue Value, TextSpan Span) : BoundFlow(Value.Shape, Span);

/// <summary><c>a + b + c</c>: two or more terms of one shape.</summary>
public sealed record BoundSum(IReadOnlyList<BoundFlow> Terms, TensorShape Shape, TextSpan Span) : BoundFlow(Shape, Span);

/// <summary><c>head |> a |> b</c>: one or more layers, each applied to the value before it.</summary>
public sealed record BoundPipe(BoundFlow Head, IReadOnlyList<BoundStep> Steps, TensorShape Shape, TextSpan Span) : BoundFlow(Shape, Span);

/// <summary>One application of a layer; its span is the name after <c>|></c>.</summary>
public sealed record BoundStep(BoundLayer Layer, TensorShape Input, TensorShape Output, TextSpan Span);
