using Bilinear.Kernels;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>Scalar and vector forms against the exact functions in double, over a grid that reaches the far tails.</summary>
public sealed class PointwiseTests
{
    // Below this a result may be zero.
    private const double Flush = 1e-36;

    public static TheoryData<string> Functions => ["Relu", "ReluDerivative", "Silu", "SiluDerivative", "Gelu", "GeluDerivative", "Logistic", "LogisticDerivative"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void ScalarFollowsTheExactFunction(string name)
    {
        Assert.InRange(Largest(name, x => Lane<Scalar>(name, x)), 0, 1);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void VectorsFollowTheExactFunction(string name)
    {
        Assert.InRange(Largest(name, x => Lane<V512>(name, x)), 0, 1);
        Assert.InRange(Largest(name, x => Lane<V256>(name, x)), 0, 1);
        Assert.InRange(Largest(name, x => Lane<V128>(name, x)), 0, 1);
    }

    [Theory]
    [InlineData("Relu", float.NaN, 0f, float.PositiveInfinity)]
    [InlineData("ReluDerivative", 1f, 0f, 1f)]
    [InlineData("Silu", float.NaN, 0f, float.PositiveInfinity)]
    [InlineData("SiluDerivative", float.NaN, 0f, 1f)]
    [InlineData("Gelu", float.NaN, 0f, float.PositiveInfinity)]
    [InlineData("GeluDerivative", float.NaN, 0f, 1f)]
    public void NotANumberAndInfinities_GivePyTorchsValueOrTheLimit(string name, float ofNaN, float ofMinusInfinity, float ofInfinity)
    {
        foreach (var form in (Func<float, float>[])[x => Lane<Scalar>(name, x), x => Lane<V512>(name, x), x => Lane<V256>(name, x), x => Lane<V128>(name, x)])
        {
            Assert.Equal(ofNaN, form(float.NaN));
            Assert.Equal(ofMinusInfinity, form(float.NegativeInfinity));
            Assert.Equal(ofInfinity, form(float.PositiveInfinity));
            Assert.Equal(ofMinusInfinity, form(float.MinValue));
            Assert.Equal(name.EndsWith("Derivative") ? 1f : float.MaxValue, form(float.MaxValue));
        }
    }

    [Theory]
    [InlineData("Relu", 0f)]
    [InlineData("ReluDerivative", 0f)]
    [InlineData("Silu", 0f)]
    [InlineData("SiluDerivative", 0.5f)]
    [InlineData("Gelu", 0f)]
    [InlineData("GeluDerivative", 0.5f)]
    public void BothZeros(string name, float expected)
    {
        Assert.Equal(expected, Lane<Scalar>(name, 0f), 1e-7f);
        Assert.Equal(expected, Lane<Scalar>(name, -0f), 1e-7f);
        Assert.Equal(expected, Lane<V512>(name, 0f), 1e-7f);
        Assert.Equal(expected, Lane<V512>(name, -0f), 1e-7f);
    }

    [Fact]
    public void PowersOfTwo_OfWhatIsNotPositive()
    {
        for (var y = -125.99f; y <= 0; y += 1f / 128 + 1e-5f)
            Assert.InRange(Math.Abs(Power<V512>(y) / Math.Pow(2, y) - 1), 0, 1.5e-7);
        Assert.Equal(1f, Power<V128>(0));
        Assert.Equal(0f, Power<V256>(-127));
        Assert.Equal(0f, Power<V512>(float.NegativeInfinity));
        Assert.Equal(float.NaN, Power<V512>(float.NaN));
    }

    private static unsafe float Power<TVector>(float y) where TVector : struct, IVector<TVector>
    {
        var lanes = stackalloc float[TVector.Width];
        TVector.Store(Elementary.Exp2(TVector.Create(y)), lanes);
        return lanes[TVector.Width - 1];
    }

    // The error in units of what is allowed: 1e-6 relative; of 1 for a derivative, where it crosses zero.
    private static double Error(string name, float x, float actual)
    {
        var expected = Exact(name, x);
        var crossesZero = name.EndsWith("Derivative") && x is > -3 and < 0;
        var allowed = crossesZero ? 1e-6 : 1e-6 * Math.Abs(expected) + Flush;
        return Math.Abs(actual - expected) / allowed;
    }

    // Math.Max keeps a NaN, which Enumerable.Max would overlook.
    private static double Largest(string name, Func<float, float> form) =>
        Grid().Aggregate(0.0, (largest, x) => Math.Max(largest, Error(name, x, form(x))));

    private static IEnumerable<float> Grid()
    {
        for (var i = 0; i <= 40000; i++)
            yield return (i - 20000) / 1000f; // −20 … 20
        for (var magnitude = 1e-40; magnitude < 1e38; magnitude *= 1.37)
        {
            yield return (float)magnitude;
            yield return (float)-magnitude;
        }
    }

    private static double Exact(string name, double x)
    {
        var logistic = 1 / (1 + Math.Exp(-x));
        var normal = x < 0 ? NormalTail(-x) : 1 - NormalTail(x);
        return name switch
        {
            "Relu" => Math.Max(x, 0),
            "ReluDerivative" => x > 0 ? 1 : 0,
            "Silu" => x * logistic,
            "SiluDerivative" => logistic * (1 + x / (1 + Math.Exp(x))),
            "Logistic" => logistic,
            "LogisticDerivative" => logistic / (1 + Math.Exp(x)),
            "Gelu" => x * normal,
            _ => normal + (Math.Abs(x) > 40 ? 0 : x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
        };
    }

    private static double NormalTail(double x) => MathNet.Numerics.SpecialFunctions.Erfc(x / Math.Sqrt(2)) / 2;

    private static unsafe float Lane<TVector>(string name, float x) where TVector : struct, IVector<TVector>
    {
        var vector = TVector.Create(x);
        var result = name switch
        {
            "Relu" => Pointwise.Relu(vector),
            "ReluDerivative" => Pointwise.ReluDerivative(vector),
            "Silu" => Pointwise.Silu(vector),
            "SiluDerivative" => Pointwise.SiluDerivative(vector),
            "Logistic" => Pointwise.Logistic(vector),
            "LogisticDerivative" => Pointwise.LogisticDerivative(vector),
            "Gelu" => Pointwise.Gelu(vector),
            _ => Pointwise.GeluDerivative(vector),
        };
        var lanes = stackalloc float[TVector.Width];
        TVector.Store(result, lanes);
        return lanes[TVector.Width - 1];
    }
}
