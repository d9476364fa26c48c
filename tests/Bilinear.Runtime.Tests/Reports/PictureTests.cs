using Bilinear.Reports;
using Bilinear.Reports.Images;

namespace Bilinear.Runtime.Tests.Reports;

public sealed class PictureTests
{
    [Theory]
    [InlineData(0, 255, 255, 255)]
    [InlineData(1, 5, 48, 97)]
    [InlineData(-1, 103, 0, 31)]
    [InlineData(7, 5, 48, 97)]
    [InlineData(0.4, 146, 197, 222)]
    public void Colours_DivergeFromWhite(double value, byte red, byte green, byte blue) => Assert.Equal((red, green, blue), DivergingColors.Of(value));

    [Theory]
    [InlineData(new[] { 28, 28 }, 28, 28)]
    [InlineData(new[] { 8, 12 }, 8, 12)]
    [InlineData(new[] { 3, 32, 32 }, 96, 32)]
    [InlineData(new[] { 784 }, 28, 28)]
    [InlineData(new[] { 9 }, 1, 9)]
    [InlineData(new[] { 20 }, 1, 20)]
    public void Shape_FollowsTheInput(int[] sample, int rows, int columns) => Assert.Equal(new PictureShape(rows, columns), PictureShape.Of(sample));

    [Fact]
    public void Strip_IsHighEnoughToBeSeen() => Assert.Equal((132, 22), new PictureShape(1, 400).Fit(132));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-4.2137, "−4.21")]
    [InlineData(0.03456, "+0.035")]
    [InlineData(123.4, "+123")]
    [InlineData(1e-7, "+1.00e−7")]
    [InlineData(double.PositiveInfinity, "+∞")]
    public void Figures_AreShort(double value, string expected) => Assert.Equal(expected, Figures.Signed(value));
}
