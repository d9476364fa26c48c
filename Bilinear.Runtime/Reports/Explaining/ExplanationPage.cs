using System.Xml.Linq;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining;

/// <summary>The whole page on one sample: the input and the model's answer, then each explained output with its leading terms and its sum.</summary>
internal sealed class ExplanationPage(Explanation explanation, int top, int keep)
{
    private const int InputSize = 168;
    private const int OutputsShown = 20;

    private readonly EigenSpectra _spectra = explanation.Spectra;
    private readonly Pictures _pictures = Pictures.Of(explanation.Spectra, explanation.Parts[0].Spectrum.Pictures.Columns, PictureScale.Of(explanation.Spectra.Data ?? explanation.Data));

    public XElement Build() => HtmlPage.Of(Title, new Origin(_spectra, _spectra.Data, explanation.Data), HtmlPage.Header(Title, Summary(), Numbers()),
    [
        HtmlPage.Panel("How to read this", HowToRead()),
        AboutSpectra.Exact(_spectra),
        HtmlPage.Panel("The input and the outputs", Input(), "panel scroll"),
        Values(),
        .. explanation.Parts.Take(top).Select(part => new ExplainedSection(explanation, part, _pictures, keep).Build()),
        HtmlPage.Section("What this is about", "", AboutSpectra.Facts(_spectra, new KeyValuePair<string, string>("sample", $"{Figures.Count(explanation.Sample)} of {HtmlPage.Describe(explanation.Data)}"))),
    ]);

    private string Title => $"{_spectra.Model.Name}: sample {Figures.Count(explanation.Sample)} of {explanation.Data.Name}";

    private bool HasAnswers => explanation.Answer >= 0;

    private string Label => explanation.Data.ClassName(explanation.Label);

    private string Answer => _spectra.ClassName(explanation.Answer);

    private string Summary() => HasAnswers
        ? $"{(explanation.Label < 0 ? "" : $"The label is {Label}. ")}The model answers {Answer}, with probability {Figures.Probability(explanation.Probabilities[explanation.Answer])}."
        : "Each output as the sum of what its eigenvectors add to it.";

    private IEnumerable<XElement> Numbers()
    {
        if (HasAnswers)
            yield return HtmlPage.Figure(Answer, $"the answer, with probability {Figures.Probability(explanation.Probabilities[explanation.Answer])}");
        if (explanation.Label >= 0)
            yield return HtmlPage.Figure(Label, !HasAnswers ? "the label" : explanation.Label == explanation.Answer ? "the label: the answer is right" : "the label: the answer is wrong");
        yield return HtmlPage.Figure(Figures.Rounding(explanation.Error), "largest difference of a sum below from the forward pass, beside the largest output");
    }

    private object[] HowToRead() =>
    [
        new XElement("p", $"Every output is exactly a sum: of λ(v·h)² over its eigenvectors v, and of a linear part and a constant. {AboutSpectra.Symbols(_spectra)} A card below is one term of that sum. {(_pictures.AreBars ? "Its bars are" : "Its picture is")} the eigenvector {(IsOverInput ? "as the input shows it; an input" : "over h; an h")} {(_pictures.AreBars ? "that goes the way of the bars, or the opposite way," : "like the picture, or like its negative,")} makes (v·h)² large, and the sign of λ says whether that speaks for the output or against it. A share is the size of a term over the sizes of all terms λ(v·h)² of that output."),
        HasAnswers
            ? new XElement("p", "“Without it” is the causal check: what the model would answer, and with which probability, if this one term were taken out and everything else stayed. Of a difference of two classes, half of the term goes from one and half comes to the other, the smallest change that takes it out.")
            : "",
        new XElement("p", AboutSpectra.Pairs(_spectra)),
        .. _pictures.Legend(),
    ];

    private bool IsOverInput => _spectra.Path.Before.Count == 0;

    private XElement Input()
    {
        var pixels = new float[explanation.Data.SampleLength];
        explanation.Data.CopyInputs(explanation.Sample, pixels);
        var picture = new Pictures(PictureShape.Of(_spectra, pixels.Length), PictureScale.Own).Sample(pixels, InputSize, $"Sample {explanation.Sample} of {explanation.Data.Name}.");
        var outputs = Enumerable.Range(0, explanation.Outputs.Count).OrderByDescending(output => explanation.Outputs[output]).ToArray();
        return new XElement("div", new XAttribute("class", "pictures"), picture, new XElement("div", Table.Of(
            ["output", HasAnswers ? "logit" : "value", HasAnswers ? "probability" : null],
            outputs.Take(OutputsShown).Select(output => ((object)NameOf(_spectra, output), (IEnumerable<string?>)[Figures.Signed(explanation.Outputs[output]), HasAnswers ? Figures.Probability(explanation.Probabilities[output]) : null]))),
            outputs.Length > OutputsShown ? new XElement("p", $"The {OutputsShown} largest of {Figures.Count(outputs.Length)}.") : null));
    }

    // Bars have no numbers. A text has become an input of 0 or 1 for each of its values, and a number was standardised.
    private XElement? Values()
    {
        if (_spectra.InputNames(explanation.Data.SampleLength) is not { Count: > 0 } names)
            return null;
        var (values, columns) = (new float[names.Count], _spectra.Provenance!.Schema!.Columns.SelectMany(column => Enumerable.Repeat(column, column.Inputs)).ToArray());
        explanation.Data.CopyInputs(explanation.Sample, values);
        var hasNumbers = columns.Any(column => !column.IsText);
        return HtmlPage.Panel($"Sample {Figures.Count(explanation.Sample)} in numbers", Table.Of(
            ["input", "as the model sees it", hasNumbers ? "in the table" : null],
            names.Select((name, input) => ((object)name, (IEnumerable<string?>)[Figures.Signed(values[input]), !hasNumbers ? null : columns[input].IsText ? "" : Figures.Measured(columns[input].Restore(values[input]))]))), "panel scroll");
    }

    /// <summary><c>digit 3</c>; the name of a direction as it is.</summary>
    public static string NameOf(EigenSpectra spectra, int output) => $"{spectra.Output!.Name} {spectra.ClassName(output)}";
}
