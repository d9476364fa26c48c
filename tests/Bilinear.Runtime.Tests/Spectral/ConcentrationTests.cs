using Bilinear.Spectral;
using Bilinear.Spectral.Eigen;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class ConcentrationTests
{
    [Theory]
    [InlineData(new double[] { 3, 0, 0 }, 1)]
    [InlineData(new double[] { 2, -2, 2, -2 }, 4)]
    [InlineData(new double[] { 1e-200, 1e-200 }, 2)]
    [InlineData(new double[] { 0, 0 }, 0)]
    [InlineData(new double[] { 3, 1 }, 1.6)]
    public void EffectiveCount_IsBetweenOneAndAll(double[] values, double expected) => Assert.Equal(expected, Concentration.EffectiveCount(values), 1e-12);

    [Fact]
    public void TopShare_CountsTheLargestMagnitudes() => Assert.Equal(0.8, Concentration.TopShare([1, -5, 3, -1], 2), 1e-12);
}
