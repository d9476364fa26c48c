using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Kernels;

/// <summary>What an epilogue computes for one element. Printed by the emitter as C#, and beside it as an equation.</summary>
public abstract record ScalarExpression
{
    /// <summary>Whether <paramref name="part"/> is the expression, or stands in it.</summary>
    public bool Contains(ScalarExpression part) => this == part || this switch
    {
        Sum sum => sum.Left.Contains(part) || sum.Right.Contains(part),
        Times times => times.Left.Contains(part) || times.Right.Contains(part),
        Apply apply => apply.Argument.Contains(part),
        _ => false,
    };
}

/// <summary>The product's accumulator; of a dual product, the one of the first half of the stacked weights.</summary>
public sealed record LeftAccumulator : ScalarExpression;

/// <summary>The accumulator of the second half.</summary>
public sealed record RightAccumulator : ScalarExpression;

/// <summary>The element of the call's epilogue input number <paramref name="Index"/>.</summary>
public sealed record InputElement(int Index) : ScalarExpression;

public sealed record Constant(double Value) : ScalarExpression;

public sealed record Sum(ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

public sealed record Times(ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

/// <summary>A pointwise function that the runtime has for vectors of every width.</summary>
public sealed record Apply(PointwiseFunction Function, ScalarExpression Argument) : ScalarExpression;
