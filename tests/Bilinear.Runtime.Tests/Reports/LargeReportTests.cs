using System.Xml.Linq;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using static Bilinear.Runtime.Tests.Reports.ReportHtml;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>A page stays small where nobody said how much to show, says what it leaves out, and calls one thing by one number.</summary>
public sealed class LargeReportTests
{
    [Fact]
    public void WithoutKeep_ThePageIsSmall_AndSaysWhatItLeavesOut()
    {
        var model = OneLayer.Random(inputs: 784, hidden: 140, units: 70, outputs: 10);
        var contents = new ReportContents("Wide", model.Decompose(data: model.Data(20)));

        var page = Page(contents);

        var sections = page.Descendants("section").Where(section => section.Attribute("id") is not null).ToList();
        Assert.Equal(10, sections.Count);
        Assert.All(sections, section => Assert.Equal(20, section.OfClass("li", "card").Count()));
        Assert.All(sections, section => Assert.Equal(21, section.Element("details")!.Descendants("tr").Count()));
        Assert.Contains("so the first 20 of 140 are shown: `keep 40` in it shows 40.", LeftOut(page), StringComparison.Ordinal);
        Assert.InRange(Report.Render(contents).Length, 0, 4_000_000);
    }

    [Fact]
    public void WithoutKeep_SpectraSortedByValue_AreShownFromBothEnds()
    {
        var model = OneLayer.Random(inputs: 40, hidden: 30, units: 30, outputs: 2);
        var spectra = model.Decompose(SpectrumOrder.Value);

        var section = Page(new ReportContents("Ends", spectra)).Descendants("section").First();

        var shown = section.OfClass("li", "card").Select(card => card.Element("dl")!.Descendants("dd").First().Value);
        Assert.Equal(spectra[0].Values.Take(10).Concat(spectra[0].Values.TakeLast(10)).Select(Figures.Signed), shown);
        Assert.Equal("λ, no. 30", section.OfClass("li", "card").Last().Descendants("dt").First().Value);
        Assert.Equal(20, section.Descendants("rect").Count(bar => bar.Attribute("class")!.Value.EndsWith(" kept", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keep_IsShownWhole()
    {
        var page = Page(new ReportContents("Asked", OneLayer.Random(inputs: 40, hidden: 30, units: 30, outputs: 2).Decompose(keep: 25)));

        Assert.Equal(25, page.Descendants("section").First().OfClass("li", "card").Count());
        Assert.Empty(page.OfClass("p", "left-out"));
    }

    [Fact]
    public void ManyOutputs_HaveTheirNumbersInTheTable_AndTheFirstASection()
    {
        var model = OneLayer.Random(inputs: 5, hidden: 5, units: 5, outputs: 130);
        var plan = new EigenPlan("head", model.Path) { Directions = [Direction.Of("last", 130, 0, (129, 1))] };

        var page = Page(new ReportContents("Many", EigenSpectra.Compute(model.Parameters, plan, null)));

        Assert.Equal(101, page.Descendants("section").Count(section => section.Attribute("id") is not null));
        var table = page.OfClass("div", "panel scroll").First();
        Assert.Equal(131, table.Descendants("tbody").Single().Elements("tr").Count());
        Assert.Equal(101, table.Descendants("a").Count());
        Assert.Contains("The first 100 of the 130 outputs have a section", LeftOut(page), StringComparison.Ordinal);
    }

    // Sorted by mean activation the shown ones are not those of largest |λ|.
    [Theory, InlineData(SpectrumOrder.MeanActivation), InlineData(SpectrumOrder.Magnitude), InlineData(SpectrumOrder.Value)]
    public void Share_IsOneNumber_InTableAndHeading(SpectrumOrder order)
    {
        var model = OneLayer.Random(inputs: 16, hidden: 16, units: 16, outputs: 3);
        var spectra = model.Decompose(order, keep: 3, data: model.Data(30));

        var page = Page(new ReportContents("Shares", spectra));

        var table = page.OfClass("div", "panel scroll").First();
        var shown = order == SpectrumOrder.Value ? 6 : 3;
        Assert.Equal($"share of the {shown} shown", table.Descendants("th").ElementAt(4).Value);
        for (var output = 0; output < 3; output++)
        {
            var share = Figures.Percent(spectra[output].Values.Sum(Math.Abs) / spectra[output].AllValues.Sum(Math.Abs));
            Assert.Equal(share, table.Descendants("tbody").Single().Elements("tr").ElementAt(output).Elements("td").ElementAt(3).Value);
            Assert.Contains($"the {shown} below hold {share} of Σ|λ|", page.Descendants("section").ElementAt(output).Value, StringComparison.Ordinal);
        }

        Assert.Contains("The share of a spectrum is Σ|λ| of its eigenvectors that are shown here", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualValues_AreCountedEach()
    {
        // y = h₀² + h₁²
        var model = OneLayer.Random(inputs: 2, hidden: 2, units: 2, outputs: 1);
        (model.Embed, model.Body, model.Head) = ([1, 0, 0, 1], [1, 0, 0, 1, 1, 0, 0, 1], [1, 1]);

        var caption = Page(new ReportContents("Equal", model.Decompose(keep: 1))).Descendants("figcaption").First().Value;

        Assert.Contains("the one in full colour is shown below", caption, StringComparison.Ordinal);
    }

    private static string LeftOut(XElement page) => page.OfClass("p", "left-out").Single().Value;
}
