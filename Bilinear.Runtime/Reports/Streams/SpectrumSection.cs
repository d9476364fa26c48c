using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Streams;

/// <summary>The section of one layer along one direction: its spectrum beside random ones, its eigenvectors in tokens and texts, and the texts on which the layer as a whole adds most and least.</summary>
internal sealed class SpectrumSection(ShownSpectrum shown, TokenTexts tokens, PageSize size, TextActivations? activations)
{
    private const int TokensOfTriplet = 6;

    private readonly LayerSpectrum _spectrum = shown.Spectrum;
    private readonly int[] _pairs = [.. Enumerable.Range(0, shown.Spectrum.Pairs.Values.Count).Take(size.Vectors)];

    public XElement Build() => new(
        "section",
        new XAttribute("id", shown.File),
        new XElement(
            "div",
            new XAttribute("class", "head"),
            new XElement("h2", Bilinear.Text.ForeignText.Shorten(shown.Name)),
            new XElement("p", $"effective rank {Figures.Plain(_spectrum.EffectiveRank)} of {Figures.Count(shown.Size)}{(_spectrum.Sigma is { } sigma ? $" · σ = {Figures.Plain(sigma)}" : "")}")),
        Triplet(),
        Bars(),
        Curves(),
        new XElement("ol", new XAttribute("class", "cards wide"), _pairs.Select(pair => new VectorCard(shown, pair, tokens, size, activations?.LeavesFirstOut ?? false).Build())),
        Whole());

    // The direction of a triplet is all logits: those at its ends say what it is about.
    private XElement? Triplet()
    {
        if (_spectrum.Sigma is null)
            return null;
        int[] order = [.. Enumerable.Range(0, _spectrum.Direction.Coefficients.Count).OrderByDescending(token => _spectrum.Direction.Coefficients[token])];
        return new XElement("div", new XAttribute("class", "panel"), new XElement("dl", new XAttribute("class", "maps"), new XElement(
            "div",
            new XElement("dt", "The logits at both ends of this component’s direction, with their coefficients: all logits have one, and those of tokens that no text has may stand first"),
            Ends("+", order.Take(TokensOfTriplet)),
            Ends("−", order.Reverse().Take(TokensOfTriplet)))));

        XElement Ends(string sign, IEnumerable<int> ends) => new("dd", new XElement("b", sign), ends.SelectMany(token => new object[] { " ", TokenReadings.Token(tokens.NameOf(token), Figures.Signed(_spectrum.Direction.Coefficients[token]), "") }));
    }

    private XElement Bars()
    {
        int[] places = [.. Enumerable.Range(0, _spectrum.AllValues.Count).OrderByDescending(place => _spectrum.AllValues[place])];
        double[] values = [.. places.Select(place => _spectrum.AllValues[place])];
        var kept = _pairs.Select(pair => Array.IndexOf(places, _spectrum.Numbers[pair])).ToHashSet();
        return new SpectrumChart(values, kept, "λ", "eigenvalue", $"The {Figures.Count(values.Length, "eigenvalue")} of {shown.Name}, from {Figures.Signed(values[0])} to {Figures.Signed(values[^1])}; effective rank {Figures.Plain(_spectrum.EffectiveRank)}.") { Places = places }.OnPage($"{shown.File}.spectrum");
    }

    private XElement Curves()
    {
        int[] counts = [.. ChartAxis.Steps(shown.Size)];
        return new CurveChart(
            "The share of Σ|λ| that the k eigenvectors of largest |λ| hold, over k.",
            ChartAxis.Counts("eigenvector", "", counts),
            new("this layer", "first", Shares(_spectrum.AllValues, counts)),
            new("a random layer of these sizes", "second", Shares(shown.Random.Layer, counts)),
            new("a random symmetric matrix", "third", Shares(shown.Random.Symmetric, counts))).OnPage($"{shown.File}.shares");
    }

    // A random one of a very large matrix is smaller than that: its shares are those of as large a part.
    private IEnumerable<double> Shares(IReadOnlyList<double> values, int[] counts)
    {
        double[] sizes = [.. values.Select(Math.Abs).OrderDescending()];
        var (all, sums) = (sizes.Sum(), new double[sizes.Length + 1]);
        for (var index = 0; index < sizes.Length; index++)
            sums[index + 1] = sums[index] + sizes[index];
        return counts.Select(count => all == 0 ? 1 : sums[(int)Math.Round((double)count * sizes.Length / shown.Size)] / all);
    }

    private XElement? Whole()
    {
        if (shown.Activations is not { } read || read.Most.Count == 0 || size.Excerpts == 0)
            return null;
        var hasLinear = _spectrum.Linear.Any(q => q != 0);
        var excerpts = read.Most.Take(size.Excerpts).Concat(read.Least.Take(size.Excerpts)).ToArray();
        return new XElement(
            "details",
            new XElement("summary", $"The texts on which all {Figures.Count(shown.Size)} eigenvectors{(hasLinear ? " and the linear part" : "")} together add most, and least"),
            Excerpts.Of(excerpts, tokens, activations!.LeavesFirstOut, hasLinear ? "Σλ(v·h)² + 2q·h" : "Σλ(v·h)²"));
    }
}
