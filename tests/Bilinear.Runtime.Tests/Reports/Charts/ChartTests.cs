using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Files;
using Bilinear.Spectral;

namespace Bilinear.Runtime.Tests.Reports.Charts;

public sealed class ChartTests
{
    private static readonly CurveChart Two = new(
        "caption", ChartAxis.Counts("eigenvector", ", kept", [0, 1, 4, 20]),
        new Curve("all", "first", [0.25, 0.5, 1.0 / 3, 1]),
        new Curve("digit \"3\"", "second", [new Estimate(0.1, 0.05), new Estimate(0.2, 0.05), new Estimate(0.3, 0.05), new Estimate(-0.4, 0.05)]));

    [Fact]
    public void Curves_AreToldApart_ByColourDashAndMark_AndTheKeyShowsBoth()
    {
        var chart = Two.OnPage("two").Element("svg")!;

        Assert.Equal((5, 5), (chart.OfClass("circle", "mark first").Count(), chart.OfClass("rect", "mark second").Count()));
        Assert.Equal(["all", "digit \"3\""], chart.OfClass("text", "name").Select(name => name.Value));
        Assert.Equal(["curve first", "curve second"], chart.Elements("path").Select(sample => sample.Attribute("class")!.Value));
        Assert.Contains(".curve.second { stroke-dasharray", DrawingStyle.OnPages, StringComparison.Ordinal);
    }

    [Fact]
    public void OnAPage_WhatLiesAcrossIsShares_SoThatAnyWidthWillDo()
    {
        var figure = Two.OnPage("two");

        var chart = figure.Element("svg")!;
        Assert.Null(chart.Attribute("viewBox"));
        Assert.DoesNotContain("min-width", figure.ToString(), StringComparison.Ordinal);
        double[] places = [.. chart.OfClass("circle", "mark first").Select(mark => mark.Attribute("cx")!.Value).Where(place => place.EndsWith('%')).Select(place => double.Parse(place[..^1], CultureInfo.InvariantCulture))];
        Assert.Equal([0, 100 * Math.Log(2) / Math.Log(21), 100 * Math.Log(5) / Math.Log(21), 100], places, (left, right) => Math.Abs(left - right) < 0.001);
        Assert.Equal("caption", figure.Element("figcaption")?.Value);
    }

    [Fact]
    public void AFile_StandsAlone_AndItsNumbersAreWhole()
    {
        var files = FigureFiles.Of(Two.OnPage("two"));

        Assert.Equal(["two.svg", "two.csv", "index.csv"], files.Select(file => file.Name));
        var drawing = XDocument.Parse(Encoding.UTF8.GetString(files[0].Content())).Root!;
        Assert.All(drawing.DescendantsAndSelf(), element => Assert.Equal("http://www.w3.org/2000/svg", element.Name.NamespaceName));
        Assert.Equal("0 0 720 264", drawing.Attribute("viewBox")?.Value);
        Assert.DoesNotContain("var(", drawing.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(drawing.Descendants().Attributes(), attribute => attribute.Value.EndsWith('%') && attribute.Name != "points");
        Assert.Equal(
            """"
            "eigenvectors, kept",all,"digit ""3""","digit ""3"", half of the 95 % interval"
            0,0.25,0.1,0.05
            1,0.5,0.2,0.05
            4,0.3333333333333333,0.3,0.05
            20,1,-0.4,0.05

            """",
            Encoding.UTF8.GetString(files[1].Content()));
    }
}
