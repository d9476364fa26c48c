using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>What a page says is true of its model, in one way of writing numbers, and in singular where there is one.</summary>
public sealed class WordingReportTests
{
    [Fact]
    public void WithoutLayersBefore_PicturesAreEigenvectorsOfTheInputItself()
    {
        var model = OneLayer.Random(inputs: 8);

        var text = Text(Spectra(model, model.Path with { Input = [] }));

        Assert.Contains("Each picture is an eigenvector in the bilinear layer's input, which is the model's input itself; the pictures of one output are orthogonal to each other.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("embedding", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithLayersBefore_PicturesAreSeenThroughThem()
    {
        var model = OneLayer.Random(inputs: 16);

        Assert.Contains("seen through the embedding, Weᵀv; in this basis pictures are not orthogonal", Text(Spectra(model, model.Path)), StringComparison.Ordinal);
        Assert.Contains("in the bilinear layer's input, whatever the layers before it compute; the pictures of one output are orthogonal", Text(Spectra(model, model.Path with { Input = [], FromInput = false })), StringComparison.Ordinal);
        Assert.Contains("an eigenvector in the model's input; the pictures of one output are orthogonal", Text(model.Decompose(basis: SpectrumBasis.Input)), StringComparison.Ordinal);
        Assert.Contains("the last coordinate, of the appended 1, is left out, so pictures need not be orthogonal", Text(model.Decompose(basis: SpectrumBasis.Input, bias: BiasTreatment.Append)), StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyWhatIsMeasured_IsSaidToBeMeasuredOnData()
    {
        var model = OneLayer.Random(inputs: 16);

        var byMagnitude = Text(model.Decompose(keep: 2, data: model.Data(9)));
        var byActivation = Text(model.Decompose(SpectrumOrder.MeanActivation, keep: 2, data: model.Data(9)));

        Assert.Contains("Vectors are sorted by the absolute value of their eigenvalue. A vector's sign is free", byMagnitude, StringComparison.Ordinal);
        Assert.Contains("Under each input stands its label and its activation", byMagnitude, StringComparison.Ordinal);
        Assert.DoesNotContain("ordered and signed on", byMagnitude, StringComparison.Ordinal);
        Assert.Contains("mean activation, λ · mean (v·h)², on “random”. A vector's sign", byActivation, StringComparison.Ordinal);
        Assert.Contains("ordered and signed on", byActivation, StringComparison.Ordinal);
    }

    [Fact]
    public void DataWithoutLabels_AreNotSaidToHaveThem()
    {
        var model = OneLayer.Random(inputs: 16, outputs: 2);
        model.Loss = LossKind.MeanSquaredError;
        var data = DataSet.Regression("numbers", [16], [.. Enumerable.Range(0, 5 * 16).Select(index => index / 80f)], new float[5 * 2]);

        var text = Text(model.Decompose(keep: 2, data: data));

        Assert.DoesNotContain("label", text, StringComparison.Ordinal);
        Assert.Contains("Under each input stands its activation", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OneOfAThing_IsSingular()
    {
        var model = OneLayer.Random(inputs: 16, hidden: 1, units: 1, outputs: 1);
        var tree = SpectralTree.Compute(model.Parameters, new TreePlan("head", model.Path) { Budget = 1 }, null);
        var contents = new ReportContents("One", [model.Decompose(), model.Svd(), tree]) { Test = new Evaluation(1, [new OutputEvaluation("y", 0.1, 0.5)]) };

        var text = ReportHtml.Page(contents).Value + string.Concat(ReportHtml.Page(contents).Descendants().Attributes("aria-label").Select(label => label.Value));

        Assert.DoesNotMatch(@"\b1 (nodes|layers|bilinear layers|spectra|singular values|eigenvalues|test samples|children|samples)\b", text);
        Assert.Contains("effective rank of a spectrum of 1 eigenvalue", text, StringComparison.Ordinal);
        Assert.Contains("The only singular value, which is shown below.", text, StringComparison.Ordinal);
        Assert.Contains("head, 1 layer, 1 node, 0 of them leaves", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_AreWrittenInOneWay()
    {
        var model = OneLayer.Random(inputs: 200, hidden: 30);
        var contents = new ReportContents("Numbers", [model.Decompose(keep: 2), model.Svd(keep: 2)]) { Test = new Evaluation(10_000, [new OutputEvaluation("y", 0.1, 0.5)]) };

        var text = ReportHtml.Page(contents).Value;

        Assert.Contains("accuracy on 10,000 test samples", text, StringComparison.Ordinal);
        Assert.Contains("parameters6,562", text, StringComparison.Ordinal);
        Assert.Contains("body, 2 of 4 kept, in the latent basis", text, StringComparison.Ordinal);
    }

    private static EigenSpectra Spectra(OneLayer model, QuadraticPath path) => EigenSpectra.Compute(model.Parameters, new EigenPlan("head", path) { Keep = 2 }, null);

    private static string Text(Decomposition entry) => ReportHtml.Page(new ReportContents("Words", entry)).Value;
}
