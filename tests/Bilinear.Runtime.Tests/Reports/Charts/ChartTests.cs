using Bilinear.Reports.Charts;

namespace Bilinear.Runtime.Tests.Reports.Charts;

public sealed class ChartTests
{
    [Theory]
    [InlineData(new double[] { 20, 100 }, new double[] { 20, 100 })]
    [InlineData(new double[] { 20, 25 }, new double[] { 20, 33 })]
    [InlineData(new double[] { 214, 214 }, new double[] { 197, 210 })]
    [InlineData(new double[] { 100, 205, 214 }, new double[] { 100, 197, 210 })]
    public void NamesOfCurves_KeepALineBetweenThem_AndStandAboveTheAxis(double[] ends, double[] places) =>
        Assert.Equal(places, CurveLabels.Place(ends, lineHeight: 13, bottom: 210));

    [Fact]
    public void OnANarrowPage_AChartKeepsALeastWidth_InABoxOfItsOwn()
    {
        var figure = CurveChart.Draw("caption", "eigenvectors", [1, 2], ("all", "first", [0.5, 1]));

        var box = Assert.Single(figure.Elements("div"));
        Assert.Equal("scroll", box.Attribute("class")?.Value);
        Assert.Equal("min-width: 600px", Assert.Single(box.Elements("svg")).Attribute("style")?.Value);
        Assert.Equal("caption", figure.Element("figcaption")?.Value);
    }
}
