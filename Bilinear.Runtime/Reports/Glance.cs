using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>All outputs side by side: of each the first kept eigenvector that raises it, which leads to its section.</summary>
internal sealed class Glance(EigenSpectra spectra, Func<int, string> nameOf)
{
    private const int PictureSize = 88;   // ten of them in a row

    private readonly PictureShape _shape = PictureShape.Of(spectra.Model, spectra[0].Pictures.Columns);

    /// <summary>Null where no output has such a vector.</summary>
    public XElement? Build()
    {
        var shown = spectra.Select(spectrum => (Spectrum: spectrum, Pair: Enumerable.Range(0, spectrum.Values.Count).FirstOrDefault(pair => spectrum.Values[pair] > 0, -1)))
            .Where(first => first.Pair >= 0).ToList();
        return shown.Count == 0 ? null : new XElement(
            "div",
            new XAttribute("class", "panel"),
            new XElement("h3", "What raises each output"),
            new XElement("p", "The first eigenvector with a positive λ of each output, in the order of this page."),
            new XElement("ul", new XAttribute("class", "glance"), shown.Select(first => Link(first.Spectrum, first.Pair))));
    }

    private XElement Link(EigenSpectrum spectrum, int pair)
    {
        var name = nameOf(spectrum.Output);
        return new XElement("li", new XElement(
            "a",
            new XAttribute("href", $"#output-{spectrum.Output}"),
            Pictures.Diverging(_shape, spectrum.Pictures.Row(pair), PictureSize, $"Eigenvector {pair + 1} of {name}, λ = {Figures.Signed(spectrum.Values[pair])}."),
            name));
    }
}
