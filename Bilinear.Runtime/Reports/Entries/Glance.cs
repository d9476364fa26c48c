using System.Xml.Linq;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>All spectra side by side: the first kept eigenvector of each that raises its output, with a link to the section.</summary>
internal sealed class Glance(EigenSpectra spectra, IReadOnlyList<(EigenSpectrum Spectrum, string Name, string Anchor)> shown)
{
    private const int PictureSize = 88;   // ten of them in a row

    private readonly PictureShape _shape = PictureShape.Of(spectra, spectra[0].Pictures.Columns);

    /// <summary>Builds the panel; null where no output has such a vector.</summary>
    public XElement? Build()
    {
        var raising = shown.Select(each => (each.Spectrum, each.Name, each.Anchor, Pair: Enumerable.Range(0, each.Spectrum.Values.Count).FirstOrDefault(pair => each.Spectrum.Values[pair] > 0, -1)))
            .Where(first => first.Pair >= 0).ToList();
        return raising.Count == 0 ? null : new XElement(
            "div",
            new XAttribute("class", "panel"),
            new XElement("h3", "What raises each output"),
            new XElement("p", "The first eigenvector with a positive λ of each output, in the order of this page."),
            new XElement("ul", new XAttribute("class", "glance"), raising.Select(first => new XElement("li", new XElement(
                "a",
                new XAttribute("href", $"#{first.Anchor}"),
                Pictures.Diverging(_shape, first.Spectrum.Pictures.Row(first.Pair), PictureSize, $"Eigenvector {first.Pair + 1} of {first.Name}, λ = {Figures.Signed(first.Spectrum.Values[first.Pair])}."),
                first.Name)))));
    }
}
