using Bilinear.Spectral;
using Bilinear.Spectral.Masks;

namespace Bilinear.Runtime.Tests.Spectral.Masks;

public sealed class EstimateTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(9), InlineData(10), InlineData(99), InlineData(1000)]
    public void TheMarginOfStudentsDistribution_IsMathNets(int degrees) =>
        Assert.Equal(MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degrees, 0.975), StudentT.Margin95(degrees), 1e-6);

    [Fact]
    public void AnEstimate_IsTheMeanWithItsInterval()
    {
        var estimate = Estimate.Of([1, 2, 3]);
        Assert.Equal(2, estimate.Mean, 1e-12);
        Assert.Equal(4.302653 / Math.Sqrt(3), estimate.Margin, 1e-5);
        Assert.True(estimate.HasInterval);
    }

    [Theory, InlineData(5.0), InlineData(4.0, 6.0)]
    public void FewerThanThreeValues_HaveNoInterval(params double[] values) =>
        Assert.Equal((5, false), Estimate.Of(values) is var estimate ? (estimate.Mean, estimate.HasInterval) : default);
}
