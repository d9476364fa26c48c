namespace Bilinear.Dsl.Ir;

/// <summary>The gates and their derivatives. <c>gelu</c> is the exact one, x·Φ(x); relu's derivative at zero is zero, as in PyTorch.</summary>
public enum PointwiseFunction { Relu, ReluDerivative, Silu, SiluDerivative, Gelu, GeluDerivative, Logistic, LogisticDerivative }
