using System.Globalization;
using System.Xml.Linq;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using static Bilinear.Runtime.Tests.Reports.ReportHtml;

namespace Bilinear.Runtime.Tests.Reports;

public sealed class TreeReportTests
{
    private readonly LayerChain _model = new(inputs: 16, hidden: 6, layers: 2);

    [Fact]
    public void Tree_IsDrawnFromEachOutput_ToPicturesOfItsLeaves()
    {
        var tree = _model.Tree(branch: 3, budget: 24, _model.Data(40));

        var drawings = Page(new ReportContents("Chain", tree)).OfClass("svg", "tree").ToList();

        Assert.Equal(tree.Outputs, drawings.Count);
        Assert.Equal(tree.Nodes.Count, drawings.Descendants("g").Count(IsNode));
        Assert.Equal(tree.Nodes.Count - tree.Outputs, drawings.Descendants("path").Count());
        Assert.Equal(tree.Nodes.Count(node => node.IsLeaf), drawings.Descendants("image").Count());
        Assert.All(drawings.Descendants("image"), image => Assert.StartsWith("data:image/png;base64,", image.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.Equal(
            tree.Nodes.Where(node => node.Parent is not null).Select(node => node.Value < 0 ? "negative" : "positive").Order(),
            drawings.Descendants("path").Select(path => path.Attribute("class")!.Value).Order());
    }

    [Fact]
    public void LargeTree_ShowsItsFirstNodes_AndSaysWhatItLeavesOut()
    {
        var tree = _model.Tree(data: _model.Data(40));

        var drawing = Page(new ReportContents("Chain", tree)).OfClass("svg", "tree").First();

        Assert.Equal(40, drawing.Descendants("g").Count(IsNode));
        Assert.Contains($"The first 40 of its {tree.Nodes.Count / 3} nodes", drawing.Ancestors("figure").First().Value, StringComparison.Ordinal);
        var hidden = drawing.Descendants("text").Select(text => text.Value.Split(" +")).Where(parts => parts.Length == 2).Sum(parts => int.Parse(parts[1], CultureInfo.InvariantCulture));
        Assert.InRange(hidden, 1, (tree.Nodes.Count / 3) - 40);
    }

    [Fact]
    public void Curve_HasAPointForEachSize_AndItsNumbersBeside()
    {
        var tree = _model.Tree(branch: 3, budget: 24, _model.Data(40));

        var page = Page(new ReportContents("Chain", tree) { TestData = _model.Data(40, seed: 8) });

        Assert.Equal((1 + tree.Curve.Count, 1 + tree.Curve.Count), (page.OfClass("circle", "mark first").Count(), page.OfClass("rect", "mark second").Count()));
        Assert.Equal(["curve first", "curve second"], page.Descendants("polyline").Select(line => line.Attribute("class")!.Value));
        Assert.Equal(tree.Curve.Select(fit => $"{fit.Nodes}"), page.Descendants("details").First().Descendants("th").Where(cell => cell.Attribute("scope")!.Value == "row").Select(cell => cell.Value));
        var unseen = tree.Explain(_model.Data(40, seed: 8))[^1];
        Assert.Equal(Figures.R2(unseen.R2), page.Descendants("strong").First().Value);
        Assert.Contains("which it has not seen", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void WholeTree_IsSaidToBeTheModel()
    {
        Assert.Contains("the tree is the model, to rounding", Page(new ReportContents("Chain", _model.Tree())).Value, StringComparison.Ordinal);
        Assert.Contains("It is pruned to 24 nodes", Page(new ReportContents("Chain", _model.Tree(branch: 3, budget: 24))).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutData_ThereIsNoCurve()
    {
        var page = Page(new ReportContents("Chain", _model.Tree(branch: 2)));

        Assert.Empty(page.Descendants("polyline"));
        Assert.Empty(page.Descendants("strong"));
        Assert.Equal(3, page.OfClass("svg", "tree").Count());
    }

    private static bool IsNode(XElement group) => group.Attribute("class")!.Value != "heading";
}
