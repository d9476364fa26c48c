using System.Globalization;
using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Images;
using Bilinear.Spectral;
using Bilinear.Spectral.Masks;

namespace Bilinear.Reports.Studies;

/// <summary>The page on adversarial masks: figures, curves with their numbers, then the masks of each output.</summary>
internal sealed class MaskPage(AdversarialMasks masks, MaskCurve curve)
{
    private readonly string _model = masks.Spectra.Model.Name;
    private readonly string _output = masks.Spectra.Output!.Name;
    private readonly Pictures _pictures = Pictures.Of(masks.Spectra, curve.Data.SampleLength, PictureScale.Of(masks.Data));

    public XElement Build()
    {
        var card = new MaskCard(masks, curve, _pictures);
        return HtmlPage.Of(
            Title, new Origin(masks.Spectra, masks.Data, curve.Data), HtmlPage.Header(Title, Summary(), Head()),
            [Reading(), Accuracy(), Taken(), masks.Zip(curve.Effects).GroupBy(mask => mask.First.Output).Select(output => Section(output, card)), Facts()]);
    }

    private string Title => $"Adversarial masks of {_model}{(masks.Spectra.Model.Outputs.Count == 1 ? "" : $", output {_output}")}";

    private string Summary() =>
        $"{Figures.Count(masks.Count, "mask")} from weights alone, each made of one eigenvector that raises its output, added to {Figures.Count(curve.Data.Count, "sample")} of “{curve.Data.Name}”.";

    private IEnumerable<XElement> Head() =>
    [
        HtmlPage.Figure(Figures.Percent(curve[0].Accuracy.Mean), "accuracy without a mask"),
        Figure(curve[^1].Accuracy, $"accuracy under masks of std {Number(curve[^1].Strength)}"),
        Figure(curve[^1].PermutedAccuracy, "accuracy under the same masks, permuted"),
        Figure(curve[^1].Taken, "of the samples are of another class than the mask's output, and taken for it"),
    ];

    private static XElement Figure(Estimate estimate, string meaning) => HtmlPage.Figure(Figures.Percent(estimate.Mean), estimate.HasInterval ? $"{meaning}, ± {Figures.Percent(estimate.Margin)}" : meaning);

    private XElement Reading() => Panel("How to read this",
        new XElement("p", "An eigenvector of a positive eigenvalue λ is a pattern that speaks for its output: the more of it, or of its negative, a sample has, the larger that output is. A mask is a change of the input, made of weights alone, that adds one such pattern, so that the model may take a sample of another class for one of that output."),
        new XElement("p", masks.Spectra.Basis == SpectrumBasis.Input
            ? "A mask is a column of the pseudoinverse of the eigenvectors in the input: added to a picture it moves the projection on its own eigenvector, and leaves those on the others where they are."
            : "A mask is a column of the pseudoinverse of the eigenvectors over h, where h is the input as the layers before hand it to the bilinear layer, seen through those layers, as the literature makes them: in the input it moves other projections too."),
        new XElement("p", $"{(curve[0].Accuracy.HasInterval ? "Bands are 95 % intervals of the mean over outputs, by Student's distribution. " : "There are too few outputs for intervals. ")}A permuted mask has the same numbers at other pixels. Nothing is clipped to the range of the data, but in the pictures, which keep the shades of their sample."),
        new XElement("p", $"A mask is shown on the first sample that it turns from a right answer into its own output, or, where there is none, on the first of another class that is answered rightly. “Taken” is the share of all samples that are of another class and taken for the mask's output under a mask of std {Number(curve[^1].Strength)}."),
        _pictures.Legend(),
        new XElement("p", "Masks are drawn whole, each on its own scale: they change blank pixels too."));

    private XElement Accuracy() => Panel("Accuracy", new CurveChart(
        "The share of right answers, in the mean over outputs.", Strengths(),
        new("permuted", "first", [.. curve.Select(point => point.PermutedAccuracy)]), new("masked", "second", [.. curve.Select(point => point.Accuracy)])).OnPage("accuracy"));

    private XElement Taken() => Panel(
        "Taken for the mask's output",
        new CurveChart(
            "The share of all samples that are of another class and get the mask's output as the answer.", Strengths(),
            new("permuted", "first", [.. curve.Select(point => point.PermutedTaken)]), new("masked", "second", [.. curve.Select(point => point.Taken)])).OnPage("taken"),
        new XElement("details", new XElement("summary", "The numbers"), new XElement("div", new XAttribute("class", "scroll"), Table.Of(
            ["std", "accuracy", "accuracy, permuted", "taken", "taken, permuted"],
            curve.Select(point => ((object)Number(point.Strength), (IEnumerable<string?>)[Figures.Percent(point.Accuracy), Figures.Percent(point.PermutedAccuracy), Figures.Percent(point.Taken), Figures.Percent(point.PermutedTaken)]))))));

    private XElement Section(IGrouping<int, (AdversarialMask Mask, MaskEffect Effect)> output, MaskCard card) => new(
        "section",
        new XElement("div", new XAttribute("class", "head"), new XElement("h2", $"{_output} {output.Key}")),
        new XElement("ol", new XAttribute("class", "cards rows"), output.Select(mask => card.Build(mask.Mask, mask.Effect))));

    private XElement Facts()
    {
        KeyValuePair<string, string>[] facts =
        [
            new("model", _model),
            new("eigenvectors", $"{Figures.Count(masks.Options.Keep)} of each output, those of the largest positive eigenvalues, of `{masks.Spectra.Name}`"),
            new("told apart in", masks.Spectra.Basis == SpectrumBasis.Input ? "the input" : "the bilinear layer's input"),
            new("pixels", masks.Options.MeanBelow is { } mean ? $"{Figures.Count(masks.Pixels.Count)}, those whose mean is below {Number(mean)}" : $"all {Figures.Count(masks.Pixels.Count)}"),
            new("seed of the permuted masks", $"{masks.Options.Seed}"),
            new("masked", HtmlPage.Describe(curve.Data)),
        ];
        return new XElement("section", new XElement("h2", "The study"), HtmlPage.Facts(facts));
    }

    private static XElement Panel(string title, params object[] content) => HtmlPage.Panel(title, content);

    private ChartAxis Strengths() => ChartAxis.Numbers("standard deviation of the mask", [.. curve.Select(point => point.Strength)]);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
