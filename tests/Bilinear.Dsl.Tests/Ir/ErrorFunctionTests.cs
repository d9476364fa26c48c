using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Ir;

public class ErrorFunctionTests
{
    // To 17 digits, from a computation in 40-digit arithmetic.
    [Theory]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(1e-10, 1.1283791670955126e-10, 0.99999999988716208)]
    [InlineData(0.5, 0.52049987781304654, 0.47950012218695346)]
    [InlineData(1.0, 0.84270079294971487, 0.15729920705028513)]
    [InlineData(-1.0, -0.84270079294971487, 1.8427007929497149)]
    [InlineData(2.0, 0.99532226501895273, 0.0046777349810472658)]
    [InlineData(3.0, 0.99997790950300141, 2.2090496998585441e-05)]
    [InlineData(6.0, 1.0, 2.1519736712498913e-17)]
    public void Values_AgreeToTheLastDigits(double x, double erf, double erfc)
    {
        Assert.True(Math.Abs(ErrorFunction.Erf(x) - erf) <= 2e-15 * Math.Abs(erf), $"erf {x} is {ErrorFunction.Erf(x):R}");
        Assert.True(Math.Abs(ErrorFunction.Erfc(x) - erfc) <= 3e-15 * erfc + 1e-16 * Math.Abs(1 - erf), $"erfc {x} is {ErrorFunction.Erfc(x):R}");
    }
}
