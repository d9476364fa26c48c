namespace Bilinear.Dsl.Ir;

/// <summary>The gates and their derivatives, and 1/x. <c>gelu</c> is the exact one, x·Φ(x); relu's derivative at zero is zero, as in PyTorch. The reciprocal is of a sum of squares, and that of none is 0.</summary>
public enum PointwiseFunction { Relu, ReluDerivative, Silu, SiluDerivative, Gelu, GeluDerivative, Logistic, LogisticDerivative, Reciprocal }
