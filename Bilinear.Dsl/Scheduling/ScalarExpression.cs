namespace Bilinear.Dsl.Scheduling;

/// <summary>What an epilogue computes for one element. Printed twice by the emitter: for scalars and for vectors.</summary>
public abstract record ScalarExpression;

/// <summary>The product's accumulator; of a dual product, the one of the first half of the stacked weights.</summary>
public sealed record LeftAccumulator : ScalarExpression;

/// <summary>The accumulator of the second half.</summary>
public sealed record RightAccumulator : ScalarExpression;

/// <summary>The element of the call's epilogue input number <paramref name="Index"/>.</summary>
public sealed record InputElement(int Index) : ScalarExpression;

public sealed record Constant(double Value) : ScalarExpression;

public sealed record Sum(ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

public sealed record Times(ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

/// <summary>A pointwise function that the runtime has for scalars and for vectors.</summary>
public sealed record Apply(PointwiseFunction Function, ScalarExpression Argument) : ScalarExpression;

/// <summary>The gates and their derivatives. <c>gelu</c> is the exact one, x·Φ(x); relu's derivative at zero is zero, as in PyTorch.</summary>
public enum PointwiseFunction { Relu, ReluDerivative, Silu, SiluDerivative, Gelu, GeluDerivative }
