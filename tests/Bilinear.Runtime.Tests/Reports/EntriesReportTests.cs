using System.Xml.Linq;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using static Bilinear.Runtime.Tests.Reports.ReportHtml;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>What a page shows beside the spectra of outputs.</summary>
public sealed class EntriesReportTests
{
    [Fact]
    public void SeveralEntries_AllHaveTheirPart_AndNoAnchorTwice()
    {
        var model = OneLayer.Random(inputs: 16);
        var latent = model.Decompose(keep: 2);

        var page = Page(new ReportContents("All", [latent, model.Decompose(basis: SpectrumBasis.Input, keep: 2), model.Svd(keep: 3)]));

        Assert.Equal(["The eigenvectors of head", "The eigenvectors of head", "The singular components of body"], page.OfClass("h2", "entry").Select(title => title.Value));
        var anchors = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(anchors.Distinct(), anchors);
        Assert.All(page.Descendants("a"), link => Assert.Contains(link.Attribute("href")!.Value[1..], anchors));
    }

    [Fact]
    public void Directions_FollowTheOutputs_InWords()
    {
        var model = OneLayer.Random(inputs: 16);
        var plan = new EigenPlan("head", model.Path) { Keep = 2, Directions = [Direction.Of("odd", 4, -0.5, (1, 1), (3, 1))] };

        var sections = Page(new ReportContents("Directions", EigenSpectra.Compute(model.Parameters, plan, null))).Descendants("section").Where(section => section.Attribute("id") is not null).ToList();

        Assert.Equal(["output-0", "output-1", "output-2", "output-3", "direction-0"], sections.Select(section => section.Attribute("id")!.Value));
        Assert.Equal("odd", sections[^1].Element("div")!.Element("h2")!.Value);
        Assert.Equal("+1.00 · (y 1, y 3) −0.500 · (y 0, y 2)", sections[^1].Element("div")!.Elements("p").First().Value);
        Assert.Equal(2, sections[^1].Descendants("img").Count());
    }

    [Theory]
    [InlineData(SpectrumBasis.Latent)]
    [InlineData(SpectrumBasis.Input)]
    public void LinearPart_IsWhatTheModelAddsToItsEigenvectors(SpectrumBasis basis)
    {
        var model = OneLayer.Random(inputs: 16, bias: true, residual: true);
        var spectra = model.Decompose(basis: basis);
        var x = new float[16];
        model.Data(1).CopyInputs(0, x);

        var (linear, constant) = spectra.AffineInInput(spectra[2]);

        // All of y but the sum over eigenvectors, on a sample and on zeros.
        double Rest(float[] sample) => model.Forward(sample)[2] - Enumerable.Range(0, spectra[2].Values.Count).Sum(pair => spectra[2].Values[pair] * Math.Pow(Projection(spectra, pair, sample), 2));
        Assert.Equal(Rest(x), constant + linear.Select((value, index) => value * x[index]).Sum(), 1e-4);
        Assert.Equal(Rest(new float[16]), constant, 1e-4);
        var page = Page(new ReportContents("Biased", spectra));
        Assert.Equal(4, page.OfClass("li", "card affine").Count());
        Assert.Contains("A linear and a constant part stand beside the sum", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualValues_AreNamedAsOneSpace()
    {
        // y₀ = h₀² + h₁² + 3h₂²
        var model = OneLayer.Random(inputs: 3, hidden: 3, units: 3, outputs: 1);
        model.Embed = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        model.Body = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1];
        model.Head = [1, 1, 3];

        var spaces = Page(new ReportContents("Equal", model.Decompose())).OfClass("ul", "spaces").Single();

        Assert.StartsWith("No. 2, 3 above: one space of 2 dimensions with λ = +1.00.", spaces.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelledTestData_SayWhatFewEigenvectorsAreWorth()
    {
        var model = OneLayer.Random(inputs: 16);
        var spectra = model.Decompose(keep: 2);
        var test = model.Data(40);

        var chart = Page(new ReportContents("Cut", spectra) { TestData = test }).Descendants("polyline").First().Ancestors("figure").First();

        var curve = Truncation.Curve(spectra, TruncationRule.Magnitude, test);
        var titles = chart.Descendants("title").Select(title => title.Value).ToList();
        Assert.Equal(2 * curve.Count, titles.Count);
        Assert.Contains($"3 eigenvectors per output: accuracy {Figures.Percent(curve.Keeping(3).Accuracy)}", titles);
        Assert.Contains($"1 eigenvector per output: accuracy {Figures.Percent(curve.Keeping(1).Accuracy)}", titles);
        Assert.Contains("8 eigenvectors per output: same answer 100.00 %", titles);
        Assert.Empty(Page(new ReportContents("Cut", spectra)).Descendants("polyline"));
    }

    [Fact]
    public void SingularComponents_HaveTheirValuesWeightsAndPictures()
    {
        var model = OneLayer.Random(inputs: 16);
        var components = model.Svd(keep: 3);

        var page = Page(new ReportContents("Components", components) { OutputNames = ["a", "b", "c", "d"] });

        Assert.Equal(components.AllValues.Count, page.Descendants("rect").Count());
        Assert.Equal(3, page.Descendants("rect").Count(bar => bar.Attribute("class")!.Value == "positive kept"));
        Assert.Equal(3 * 6, page.Descendants("section").Descendants("img").Count());
        Assert.Equal(components[1].Left.Select(Figures.Signed), page.OfClass("div", "weight").Skip(4).Take(4).Select(weight => weight.Value));
        Assert.Equal(["a", "b", "c", "d"], page.OfClass("table", "weights").First().Descendants("small").Select(name => name.Value));
    }

    // v·(Ax + a) of the third output's vector in the latent basis, v·x in the input basis.
    private static double Projection(EigenSpectra spectra, int pair, float[] x)
    {
        var picture = spectra[2].Pictures.Row(pair).ToArray().Select((value, index) => value * x[index]).Sum();
        return spectra.Basis == SpectrumBasis.Input ? picture : picture + spectra[2].Vectors.Row(pair).ToArray().Select((value, row) => value * spectra.Forms.Offset[row]).Sum();
    }
}
