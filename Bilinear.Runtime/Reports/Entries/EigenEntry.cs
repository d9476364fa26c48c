using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>The spectra of a layer's rows and of further directions: how to read them, all at a glance and in numbers, a section each.</summary>
/// <param name="anchor">What the names of its anchors begin with.</param>
internal sealed class EigenEntry(EigenSpectra spectra, ReportContents contents, string anchor) : ReportEntry(spectra)
{
    private readonly (EigenSpectrum Spectrum, string Name, string Anchor)[] _shown =
    [
        .. spectra.Select(spectrum => (spectrum, contents.NameOf(spectra, spectra.Count, spectrum.Output), $"{anchor}output-{spectrum.Output}")),
        .. spectra.Directions.Select((spectrum, place) => (spectrum, spectrum.Direction.Name, $"{anchor}direction-{place}")),
    ];

    protected override string Title => $"The eigenvectors of {spectra.Name}";

    public override IEnumerable<(string Value, string Meaning)> Figures() =>
        [(Reports.Figures.Plain(spectra.Average(spectrum => spectrum.EffectiveRank)), $"mean effective rank of {spectra.Count} spectra of {spectra[0].AllValues.Count}")];

    public override IEnumerable<KeyValuePair<string, string>> Facts()
    {
        yield return new("decomposed layer", spectra.Name);
        yield return new("basis", spectra.Basis == SpectrumBasis.Latent ? "latent (the bilinear layer's input)" : "input (the model's input)");
        yield return new("bias", spectra.Bias == BiasTreatment.Separate ? "linear and constant part apart from the spectra" : "appended to the input as a coordinate that is 1");
        if (spectra.Data is { } data)
            yield return new("ordered and signed on", Told(data));
    }

    protected override XElement Body()
    {
        object[] basis = spectra.Basis == SpectrumBasis.Latent
            ? ["Each picture is an eigenvector of the bilinear layer's input seen through the embedding, W", new XElement("sub", "e"), "ᵀv; in this basis pictures are not orthogonal to each other."]
            : ["Each picture is an eigenvector in the model's input; they are orthogonal to each other."];
        var order = spectra.Order switch
        {
            SpectrumOrder.Value => "Vectors are sorted by eigenvalue, the most positive first",
            SpectrumOrder.Magnitude => "Vectors are sorted by the absolute value of their eigenvalue",
            _ => "Vectors are sorted by the absolute value of their mean activation, λ · mean (v·h)²",
        };
        var data = spectra.Data is { } known
            ? $", measured on “{known.Name}”. A vector's sign is free; it is set so that the three inputs beside it, the strongest of that data set, agree with it in the mean: under each are its label and its activation λ(v·h)²."
            : ". A vector's sign is free; it is set so that its largest component is positive.";
        return Panel("How to read this", new object[]
        {
            new XElement("p", $"Every output{(spectra.IsCheckable ? " of this model" : $" of {spectra.Name}")} is a sum over eigenvectors v of λ(v·h)²: an input that looks like a picture, or like its negative, moves the output by λ times the squared likeness, up for a positive λ and down for a negative one. {(HasAffinePart ? "A linear and a constant part stand beside the sum, as the last card of each. " : "")}", basis),
            new XElement("p", $"{order}{data}"),
            Scale(),
        });
    }

    protected override IEnumerable<XElement?> Details() =>
    [
        new Glance(spectra, _shown).Build(),
        Overview(),
        Truncated(),
        .. _shown.Select(shown => new OutputSection(spectra, shown.Spectrum, shown.Name, shown.Anchor, output => contents.NameOf(spectra, spectra.Count, output)).Build()),
    ];

    private bool HasAffinePart => _shown.Any(shown => shown.Spectrum.Constant != 0 || shown.Spectrum.Linear.Any(value => value != 0));

    // Only a model that is the sum of its eigenvectors can be cut to few of them, and only labels say what that costs.
    private XElement? Truncated()
    {
        if (!spectra.IsWholeModel || contents.TestData is not { Classes: > 0 } test)
            return null;
        var curve = Truncation.Curve(spectra, TruncationRule.Magnitude, test);
        TruncationPoint[] points = [.. Sizes(curve.Count).Select(curve.Keeping)];
        return Panel($"What few eigenvectors are worth on “{test.Name}”", CurveChart.Draw(
            "Accuracy, and the share of samples with the whole model's answer, when each output keeps its k eigenvectors of largest |λ|, over k.",
            "eigenvectors an output",
            [.. points.Select(point => point.Kept)],
            ("same answer", "second", [.. points.Select(point => point.Agreement)]),
            ("accuracy", "first", [.. points.Select(point => point.Accuracy)])));
    }

    // 1 … all, each about a fifth more than the one before.
    private static IEnumerable<int> Sizes(int all)
    {
        for (var size = 1; size < all; size = Math.Max(size + 1, size * 6 / 5))
            yield return size;
        yield return all;
    }

    private XElement Overview()
    {
        var kept = spectra[0].Values.Count;
        var hasConstants = _shown.Any(shown => shown.Spectrum.Constant != 0);
        return Panel("The spectra in numbers", Table.Of(
            [spectra.Directions.Count > 0 ? "output or direction" : "output", "effective rank", "largest λ", "smallest λ", $"share of the top {kept}", hasConstants ? "constant" : null],
            _shown.Select(shown => ((object)new XElement("a", new XAttribute("href", $"#{shown.Anchor}"), shown.Name), (IEnumerable<string?>)
            [
                Reports.Figures.Plain(shown.Spectrum.EffectiveRank),
                Reports.Figures.Signed(shown.Spectrum.AllValues[^1]),
                Reports.Figures.Signed(shown.Spectrum.AllValues[0]),
                Reports.Figures.Percent(shown.Spectrum.TopShare(kept)),
                hasConstants ? Reports.Figures.Signed(shown.Spectrum.Constant) : null,
            ]))), "panel scroll");
    }
}
