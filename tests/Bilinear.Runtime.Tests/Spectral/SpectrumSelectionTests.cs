using Bilinear.Spectral;
using Bilinear.Spectral.Eigen;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class SpectrumSelectionTests
{
    private static readonly double[] Values = [-5, -2, -1, 0.5, 3, 4];
    private static readonly double[] Activations = [-0.1, -7, 0, 0.2, 6, 0.3];

    [Theory]
    [InlineData(SpectrumOrder.Value, null, new[] { 5, 4, 3, 2, 1, 0 })]
    [InlineData(SpectrumOrder.Value, 2, new[] { 5, 4, 1, 0 })]
    [InlineData(SpectrumOrder.Value, 3, new[] { 5, 4, 3, 2, 1, 0 })]
    [InlineData(SpectrumOrder.Magnitude, null, new[] { 0, 5, 4, 1, 2, 3 })]
    [InlineData(SpectrumOrder.Magnitude, 2, new[] { 0, 5 })]
    [InlineData(SpectrumOrder.MeanActivation, 3, new[] { 1, 4, 5 })]
    [InlineData(SpectrumOrder.MeanActivation, 100, new[] { 1, 4, 5, 3, 0, 2 })]
    public void Order_AndKeep(SpectrumOrder order, int? keep, int[] expected) =>
        Assert.Equal(expected, SpectrumSelection.Select(Values, Activations, order, keep));

    [Fact]
    public void Tie_GoesToTheLargerValue() =>
        Assert.Equal([2, 0, 1], SpectrumSelection.Select([-2, 1, 2], [], SpectrumOrder.Magnitude, null));
}
