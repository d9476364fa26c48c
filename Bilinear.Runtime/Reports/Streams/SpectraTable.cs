using System.Xml.Linq;
using Bilinear.Reports.Files;
using Bilinear.Spectral.Eigen;
using Bilinear.Text;

namespace Bilinear.Reports.Streams;

/// <summary>All spectra in numbers, by layer, beside those of random matrices.</summary>
internal sealed class SpectraTable(ShownSpectrum[] spectra, PageSize size)
{
    private const int First = 4;

    public XElement Build()
    {
        var shown = spectra.Take(PageSize.Rows).ToArray();
        var table = new XElement(
            "div",
            new XAttribute("class", "panel scroll"),
            new XAttribute("tabindex", "0"),
            new XAttribute("role", "region"),
            new XAttribute("aria-label", "The spectra in numbers"),
            Table.Of(
                ["spectrum", "effective rank", "random layer", "random symmetric", $"share of the {First} largest", "largest λ", "smallest λ"],
                shown.Select((each, place) => (
                    place < size.Sections ? new XElement("a", new XAttribute("href", $"#{each.File}"), Named(each)) : (object)Named(each),
                    (IEnumerable<string?>)
                    [
                        Figures.Plain(each.Spectrum.EffectiveRank),
                        Figures.Plain(each.RandomLayerRank),
                        Figures.Plain(each.RandomRank),
                        Figures.Percent(Concentration.TopShare(each.Spectrum.AllValues, First)),
                        Figures.Signed(each.Spectrum.AllValues.Max()),
                        Figures.Signed(each.Spectrum.AllValues.Min()),
                    ]))));
        return HtmlPage.Section(
            "The spectra in numbers",
            "by layer, beside random matrices",
            new XElement("div", new XAttribute("class", "panel"), AboutRandom().Select(sentence => new XElement("p", sentence))),
            FigureFiles.Mark(table, new FigureFile("spectra.csv", "The spectra in numbers, beside random matrices.", () => Csv.Write(
                ["layer", "direction", "effective rank", "effective rank, random symmetric", "effective rank, random layer", "eigenvalues", $"share of the {First} largest", "largest eigenvalue", "smallest eigenvalue"],
                spectra.Select(each => (IEnumerable<object?>)[each.Spectrum.Layer, each.Spectrum.Direction.Name, each.Spectrum.EffectiveRank, each.RandomRank, each.RandomLayerRank, each.Size, Concentration.TopShare(each.Spectrum.AllValues, First), each.Spectrum.AllValues.Max(), each.Spectrum.AllValues.Min()])))));
    }

    private static string Named(ShownSpectrum spectrum) => ForeignText.Shorten(spectrum.Name);

    private IEnumerable<string> AboutRandom()
    {
        var (size, units) = (spectra[0].Size, spectra[0].Units);
        yield return "The effective rank, (Σ|λ|)² / Σλ², says over how many eigenvectors a spectrum is spread: 1 where one has all, and the number of eigenvalues where all are as large. A small one beside that of a random matrix says that training made the layer speak along few directions.";
        yield return $"“Random symmetric” is a matrix of the same size, {Figures.Count(size)} × {Figures.Count(size)}, of independent normal numbers. It is of full rank, and its effective rank is about 0.72 of its size. {(2 * units < size
            ? $"That is a generous comparison here: the layer has {Figures.Count(units, "hidden unit")}, so its matrix Q has rank {Figures.Count(2 * units)} at most, whatever its weights."
            : $"A matrix Q of this layer can have full rank too: with {Figures.Count(units, "hidden unit")} its rank is bounded by {Figures.Count(2 * units)}, which is no bound.")} “Random layer” is the fairer one: the matrix of a layer of the same sizes whose weights are independent normal numbers, {Figures.Count(units)} hidden units and all. Neither knows that a stream does not go all ways alike, nor that a direction is a difference of two tokens that are much alike.";
    }
}
