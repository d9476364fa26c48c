using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Files;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>The section of one output or direction: its spectrum, the shown eigenvectors with the inputs that they respond to most, and their numbers.</summary>
/// <param name="called">The name, the anchor, and what the names of its files begin with.</param>
internal sealed class OutputSection(EigenSpectra spectra, EigenSpectrum spectrum, ShownPairs shown, Pictures pictures, (string Name, string Anchor, string File) called, Func<int, string> nameOf)
{
    private const int PictureSize = 132;

    private readonly int[] _pairs = [.. shown.Of(spectrum)];
    private readonly EigenCards _cards = new(spectra, spectrum, pictures, called.Name, called.File);

    public XElement Build() => new(
        "section",
        new XAttribute("id", called.Anchor),
        new XElement(
            "div",
            new XAttribute("class", "head"),
            new XElement("h2", called.Name),
            spectrum.Output < 0 ? new XElement("p", Combination()) : null,
            new XElement("p", $"effective rank {Figures.Plain(spectrum.EffectiveRank)} · the {(_pairs.Length == 1 ? "one below holds" : $"{Figures.Count(_pairs.Length)} below hold")} {Figures.Percent(shown.ShareOf(spectrum))} of Σ|λ|")),
        SpectrumChart.Of(spectrum, _pairs, called.Name).OnPage($"{called.File}.spectrum"),
        new XElement("ol", new XAttribute("class", "cards"), _pairs.Select(_cards.Of), Affine()),
        Spaces(),
        new XElement("details", new XElement("summary", $"The numbers of {called.Name}"), new XElement("div", new XAttribute("class", "scroll"), Numbers())));

    // 2q·ĥ + c = 2q·Ax + (2q·a + c): what x multiplies as a picture, the rest as a number.
    private XElement? Affine()
    {
        if (spectrum.Constant == 0 && spectrum.Linear.All(value => value == 0))
            return null;
        var (picture, constant) = spectra.AffineInInput(spectrum);
        return new XElement(
            "li",
            new XAttribute("class", "card affine"),
            new XElement("dl", HtmlPage.Term("linear part", "2q·h"), HtmlPage.Term("with c, at x = 0", Figures.Signed(constant))),
            pictures.Vector(picture, PictureSize, $"The linear part of {called.Name}: blue raises it, red lowers it.", $"{called.File}.linear"));
    }

    private XElement? Spaces()
    {
        var spaces = _pairs.Select(spectrum.EigenspaceOf).OfType<Eigenspace>().Distinct().ToList();
        return spaces.Count == 0 ? null : new XElement("ul", new XAttribute("class", "spaces"), spaces.Select(space => new XElement("li",
            $"No. {string.Join(", ", _pairs.Where(pair => spectrum.EigenspaceOf(pair) == space).Select(pair => pair + 1))} above: one space of {space.Dimension} dimensions with λ = {Figures.Signed(space.Value)}. Only the space is determined; each {pictures.Called.One} is an arbitrary one out of it.")));
    }

    // A direction in words: equal coefficients together, the largest first.
    private string Combination() => string.Join(" ", spectrum.Direction.Coefficients.Index()
        .Where(each => each.Item != 0)
        .GroupBy(each => each.Item)
        .OrderByDescending(group => group.Key)
        .Select(group => $"{Figures.Signed(group.Key)} · ({(group.Count() > 10 ? Figures.Count(group.Count(), "output") : string.Join(", ", group.Select(each => nameOf(each.Index))))})"));

    // The number of elements that a vector is spread over.
    private string Effective => pictures.AreBars ? "effective inputs" : "effective pixels";

    private XElement Numbers()
    {
        var hasMeans = spectrum.MeanActivations.Count > 0;
        return FigureFiles.Mark(Table.Of(
            ["no.", "λ", hasMeans ? "mean activation" : null, "gap to the nearest λ", Effective],
            _pairs.Select(pair => ((object)(pair + 1), (IEnumerable<string?>)
            [
                Figures.Signed(spectrum.Values[pair]),
                hasMeans ? Figures.Signed(spectrum.MeanActivations[pair]) : null,
                Figures.Plain(spectrum.Gaps[pair]),
                Figures.Plain(spectrum.EffectivePixels(pair)),
            ]))), new FigureFile($"{called.File}.eigenvectors.csv", $"The numbers of {called.Name}.", () => Csv.Write(
                ["number", "eigenvalue", "mean activation", "gap", Effective],
                _pairs.Select(pair => (IEnumerable<object?>)[pair + 1, spectrum.Values[pair], hasMeans ? spectrum.MeanActivations[pair] : null, spectrum.Gaps[pair], spectrum.EffectivePixels(pair)]))));
    }
}
