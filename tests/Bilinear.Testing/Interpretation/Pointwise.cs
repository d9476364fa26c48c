using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;

namespace Bilinear.Testing.Interpretation;

/// <summary>The gates and their derivatives, straight from their definitions.</summary>
public static class Pointwise
{
    public static double Apply(PointwiseFunction function, double x) => function switch
    {
        PointwiseFunction.Relu => Math.Max(x, 0),
        PointwiseFunction.ReluDerivative => x > 0 ? 1 : 0,
        PointwiseFunction.Silu => x * Sigmoid(x),
        PointwiseFunction.SiluDerivative => Sigmoid(x) * (1 + (x * (1 - Sigmoid(x)))),
        PointwiseFunction.Gelu => x * NormalDistribution(x),
        PointwiseFunction.GeluDerivative => NormalDistribution(x) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
        PointwiseFunction.Logistic => Sigmoid(x),
        PointwiseFunction.LogisticDerivative => Sigmoid(x) * Sigmoid(-x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Give this function its definition here."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    // Φ(x) = ½ erfc(−x/√2)
    private static double NormalDistribution(double x) => ErrorFunction.Erfc(-x / Math.Sqrt(2)) / 2;
}
