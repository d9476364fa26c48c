using System.Xml.Linq;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using Bilinear.Training;
using static Bilinear.Runtime.Tests.Reports.ReportHtml;

namespace Bilinear.Runtime.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void Page_IsWellFormed_AndHasASectionAnOutput()
    {
        var page = Page(Contents(OneLayer.Random(inputs: 64, outputs: 3), keep: 4));

        Assert.Equal(["output-0", "output-1", "output-2"], page.Descendants("section").Attributes("id").Select(id => id.Value));
        var section = page.Descendants("section").First();
        Assert.Equal("y 0", section.Descendants("h2").Single().Value);
        Assert.Equal(8, section.Descendants("rect").Count());
        Assert.Equal(4, section.Descendants("rect").Count(bar => bar.Attribute("class")!.Value.EndsWith(" kept", StringComparison.Ordinal)));
        Assert.All(section.Descendants("rect"), bar => Assert.NotEmpty(bar.Element("title")!.Value));
        Assert.Equal(4, section.Descendants("li").Count(item => item.Attribute("class")?.Value == "card"));
    }

    [Fact]
    public void Pictures_HaveTheirDataInside_AndASentenceEach()
    {
        var page = Page(Contents(OneLayer.Random(inputs: 64, outputs: 3), keep: 4));

        var images = page.Descendants("img").ToArray();
        Assert.Equal(3 * 4 * (1 + 3), page.Descendants("section").Descendants("img").Count());
        Assert.All(images, image => Assert.StartsWith("data:image/png;base64,", image.Attribute("src")!.Value, StringComparison.Ordinal));
        Assert.All(images, image => Assert.NotEmpty(image.Attribute("alt")!.Value));
        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotContain("http", string.Concat(page.Descendants().Attributes().Where(attribute => attribute.Name != "http-equiv").Select(attribute => attribute.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void AllOutputs_AreShownAtAGlance_ByWhatRaisesThem()
    {
        var model = OneLayer.Random(inputs: 64, outputs: 3);
        var contents = Contents(model, keep: 4);

        var links = Page(contents).Descendants("ul").Single(list => list.Attribute("class")!.Value == "glance").Descendants("a").ToList();

        var raised = ((EigenSpectra)contents.Entries[0]).Where(spectrum => spectrum.Values.Any(value => value > 0)).ToList();
        Assert.NotEmpty(raised);
        Assert.Equal(raised.Select(spectrum => $"#output-{spectrum.Output}"), links.Select(link => link.Attribute("href")!.Value));
        var first = raised[0].Values.Select((value, pair) => (value, pair)).First(vector => vector.value > 0).pair;
        Assert.StartsWith($"Eigenvector {first + 1} of y ", links[0].Element("img")!.Attribute("alt")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_AreThoseGiven()
    {
        var contents = Contents(OneLayer.Random(inputs: 16), keep: 2) with { Test = new Evaluation(360, [new OutputEvaluation("y", 0.1, 0.9775)]), Exactness = new Exactness(2.7e-7, 1, 360) };

        var figures = Page(contents).Descendants("strong").Select(figure => figure.Value).ToArray();

        Assert.Equal(["97.75 %", "2.7e−7", "1 of 360"], figures[..3]);
    }

    [Fact]
    public void EveryText_IsEscaped()
    {
        const string Markup = "<script>alert('&')</script>";
        var contents = Contents(OneLayer.Random(inputs: 16, outputs: 2), keep: 2) with
        {
            Title = Markup,
            Summary = Markup,
            Facts = [new(Markup, Markup)],
            OutputNames = [Markup, "\" onload=\"alert()"],
        };

        var page = Page(contents);

        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants().Attributes("onload"));
        Assert.Equal(Markup, page.Descendants("h1").Single().Value);
        Assert.DoesNotContain("<script", Report.Render(contents), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ControlCharacters_AreShown_AndBreakNothing()
    {
        const string Foreign = "a\u0000b\u001b[31mc\u202ed\uFFFE\ne\uD800";
        const string Shown = @"a\u0000b\u001B[31mc\u202Ed\uFFFE";
        var contents = Contents(OneLayer.Random(inputs: 16, outputs: 2), keep: 2) with
        {
            Title = Foreign,
            Summary = Foreign,
            Facts = [new(Foreign, Foreign)],
            OutputNames = [Foreign, "plain"],
        };

        var page = Page(contents);

        Assert.StartsWith(Shown, page.Descendants("h1").Single().Value, StringComparison.Ordinal);
        Assert.Contains(page.Descendants("img").Attributes("alt"), alt => alt.Value.Contains(Shown + @"\u000Ae\uD800", StringComparison.Ordinal));
    }

    [Fact]
    public void ControlCharacters_InTheNameOfData_AreShown()
    {
        var model = OneLayer.Random(inputs: 16);
        var inputs = new float[16 * 30];
        model.Data(30).CopyInputs(0, inputs);
        var data = Bilinear.Data.DataSet.Labelled("dig\u0007its", [16], inputs, new int[30], 4);

        var page = Page(new ReportContents("Named", model.Decompose(keep: 2, data: data)) { TestData = data });

        Assert.Contains(@"“dig\u0007its”", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void StyleSheet_IsTheSameForXmlAndHtml() => Assert.DoesNotContain(ReportStyle.Css, character => character is '<' or '>' or '&');

    [Fact]
    public void WithoutData_ThereAreNoInputs_ButThePageIsThere()
    {
        var page = Page(new ReportContents("Bare", OneLayer.Random(inputs: 16).Decompose(keep: 2)));

        Assert.Equal(4 * 2, page.Descendants("section").Descendants("img").Count());
    }

    [Fact]
    public void Caveat_IsShown()
    {
        var model = OneLayer.Random();
        var path = model.Path with { FromInput = false, Input = [], Caveat = "Exact in the input of `body`; the layers before it are not part of it." };
        var spectra = EigenSpectra.Compute(model.Parameters, new EigenPlan("head", path) { Keep = 2 }, null);

        Assert.Contains(path.Caveat.Replace("`", "", StringComparison.Ordinal), Page(new ReportContents("Part", spectra)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongNumberOfNames_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Report.Render(Contents(OneLayer.Random(), keep: 1) with { OutputNames = ["one"] }));

    [Fact]
    public void NothingToShow_IsRefused() => Assert.Throws<ArgumentException>(() => Report.Render(new ReportContents("Nothing", [])));

    [Fact]
    public void LongSpectra_AreShownFromBothEnds()
    {
        var section = Page(Contents(OneLayer.Random(inputs: 250, hidden: 230, units: 20, outputs: 1), keep: 2)).Descendants("section").First();

        Assert.Equal(200, section.Descendants("rect").Count());
        Assert.Contains("of which the 30 in the middle are left out", section.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LeavesOneWholeFile()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "report.html");
            var contents = Contents(OneLayer.Random(inputs: 16), keep: 1);

            Report.Write(path, contents);

            Assert.Equal(Report.Render(contents), File.ReadAllText(path));
            Assert.Single(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ReportContents Contents(OneLayer model, int keep) =>
        new("Random", model.Decompose(SpectrumOrder.MeanActivation, keep: keep, data: model.Data(30)));
}
