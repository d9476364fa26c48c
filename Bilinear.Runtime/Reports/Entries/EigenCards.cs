using System.Xml.Linq;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>Cards of eigenvectors: their numbers, their pictures, and the inputs that they respond to most.</summary>
/// <param name="name">What they are the eigenvectors of.</param>
/// <param name="file">What the names of the pictures' files begin with.</param>
internal sealed class EigenCards(EigenSpectra spectra, EigenSpectrum spectrum, Pictures pictures, string name, string file)
{
    private const int PictureSize = 132;
    private const int InputSize = 40;

    /// <summary>Whether each card says what it is an eigenvector of.</summary>
    public bool AreNamed { get; init; }

    /// <summary>The card of a kept pair.</summary>
    public XElement Of(int pair)
    {
        var value = spectrum.Values[pair];
        var facts = new XElement("dl", new XAttribute("class", value < 0 ? "negative" : "positive"), HtmlPage.Term(AreNamed ? $"{name}: λ, no. {pair + 1}" : $"λ, no. {pair + 1}", Figures.Signed(value)));
        if (spectrum.MeanActivations.Count > 0)
            facts.Add(HtmlPage.Term("mean activation", Figures.Signed(spectrum.MeanActivations[pair])));

        var shownPictures = new XElement(
            "div",
            new XAttribute("class", pictures.AreBars ? "pictures stacked" : "pictures"),
            pictures.Vector(spectrum.Pictures.Row(pair), PictureSize, $"Eigenvector {pair + 1} of {name}, λ = {Figures.Signed(value)}: blue is positive, red negative.", FormattableString.Invariant($"{file}.eigenvector.{pair + 1}")));
        if (spectrum.TopInputs.Count > 0)
            shownPictures.Add(new XElement("ul", new XAttribute("class", "inputs"), spectrum.TopInputs[pair].Select(Input)));
        return new XElement("li", new XAttribute("class", "card"), facts, shownPictures);
    }

    private XElement Input(TopInput top)
    {
        var data = spectra.Data!;
        var pixels = new float[data.SampleLength];
        data.CopyInputs(top.Sample, pixels);
        var label = EigenEntry.LabelsOf(spectra) is { } labels ? data.ClassName(labels.Labels[top.Sample]) : "";
        if (pictures.AreBars)
            return Row(top, NamedBars.Widened(pixels));
        var description = $"Sample {top.Sample}{(label.Length > 0 ? $", label {label}" : "")}: v·h = {Figures.Signed(top.Projection)}, activation {Figures.Signed(top.Activation)}.";
        return new XElement(
            "li",
            pictures.Sample(pixels, InputSize, description),
            new XElement("span", label.Length > 0 ? new XElement("b", label) : null, label.Length > 0 ? new XElement("br") : null, new XElement("small", Figures.Signed(top.Activation))));
    }

    // Bars of samples are too large beside each other; the numbers are where a pointer rests.
    private XElement Row(TopInput top, double[] values)
    {
        var target = EigenEntry.TargetOf(spectra, spectrum.Output, top.Sample);
        return new XElement(
            "li",
            new XAttribute("title", $"v·h = {Figures.Signed(top.Projection)}; {NamedBars.InWords(pictures.Shape.Names, values)}"),
            new XElement("span", new XElement("small", $"sample {Figures.Count(top.Sample)}"), target.Length > 0 ? ", " : null, target.Length > 0 ? new XElement("b", target) : null, $": {Figures.Signed(top.Activation)}"));
    }
}
