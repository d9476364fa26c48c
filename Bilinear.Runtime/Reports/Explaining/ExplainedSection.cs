using System.Xml.Linq;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining;

/// <summary>One output of the sample: cards of the terms that speak for it and against it, then the sum.</summary>
internal sealed class ExplainedSection(Explanation explanation, ExplainedOutput part, int keep)
{
    private const int PictureSize = 132;

    private readonly EigenSpectra _spectra = explanation.Spectra;
    private readonly PictureShape _shape = PictureShape.Of(explanation.Spectra.Model, part.Spectrum.Pictures.Columns);
    private readonly ExplainedTerm[] _for = [.. part.Leading(keep, isPositive: true)];
    private readonly ExplainedTerm[] _against = [.. part.Leading(keep, isPositive: false)];

    public XElement Build() => HtmlPage.Section(
        Name,
        $"{(explanation.Answer >= 0 ? part.Spectrum.Output >= 0 ? "logit" : "difference of the logits" : "value")} {Figures.Signed(part.Value)}{(explanation.Answer < 0 ? "" : $" · probability {(part.Spectrum.Output >= 0 ? "" : $"of {part.Class} ")}{Figures.Percent(part.Probability)}")}",
        Cards("For it", _for),
        Cards("Against it", _against),
        Affine(),
        Sum());

    private string Name => part.Spectrum.Output >= 0 ? ExplanationPage.NameOf(_spectra, part.Spectrum.Output) : part.Name;

    private object[] Cards(string title, ExplainedTerm[] terms) =>
        terms.Length == 0 ? [] : [new XElement("h3", title), new XElement("ol", new XAttribute("class", "cards spaced"), terms.Select(Card))];

    private XElement Card(ExplainedTerm term)
    {
        var numbers = new XElement(
            "dl",
            new XAttribute("class", term.Value < 0 ? "negative" : "positive"),
            Fact($"λ(v·h)², pair {term.Pair}", Figures.Signed(term.Value)),
            Fact("share", Figures.Percent(term.Share)));
        var details = new XElement("ul", new XAttribute("class", "inputs"),
            new XElement("li", new XElement("span", new XElement("small", "λ "), Figures.Signed(term.Eigenvalue))),
            new XElement("li", new XElement("span", new XElement("small", "v·h "), Figures.Signed(term.Projection))));
        if (term.Without is { } without)
        {
            details.Add(
                new XElement("li", new XElement("span", new XElement("small", "without it"), new XElement("br"), Figures.Percent(without.Probability), new XElement("br"), new XElement("small", $"{Figures.Signed(100 * without.Change)} points"))),
                new XElement("li", new XElement("span", without.Flips ? new XElement("b", $"flips to {without.Answer}") : new XElement("small", $"answer {without.Answer}"))));
        }

        return new XElement("li", new XAttribute("class", "card"), numbers, new XElement("div", new XAttribute("class", "pictures"), Pictures.Diverging(
            _shape, part.Spectrum.Pictures.Row(term.Pair), PictureSize, $"Pair {term.Pair} of {Name}, λ = {Figures.Signed(term.Eigenvalue)}: blue is positive, red negative."), details));
    }

    // 2q·ĥ = (2Aᵀq)·x + 2q·a: what x multiplies as a picture.
    private object[] Affine() => part.Spectrum.Linear.All(value => value == 0) ? [] :
    [
        new XElement("h3", "The linear part"),
        new XElement("ol", new XAttribute("class", "cards spaced"), new XElement(
            "li",
            new XAttribute("class", "card affine"),
            new XElement("dl", new XAttribute("class", part.Linear < 0 ? "negative" : "positive"), Fact("2q·h", Figures.Signed(part.Linear))),
            Pictures.Diverging(_shape, _spectra.AffineInInput(part.Spectrum).Linear, PictureSize, $"The linear part of {Name}: blue raises it, red lowers it."))),
    ];

    private XElement Sum()
    {
        var shown = _for.Concat(_against).ToArray();
        var others = part.Terms.Count + part.RestCount - shown.Length;
        List<(string Name, double Value)> rows = [.. Total("terms above, for it", _for), .. Total("terms above, against it", _against)];
        if (others > 0)
            rows.Add(($"{Figures.Count(others, "other term")}", part.Terms.Except(shown).Sum(term => term.Value) + part.Rest));
        rows.AddRange([("linear part", part.Linear), ("constant", part.Constant), ("sum", part.Sum), ("forward pass", part.Value)]);
        return HtmlPage.Panel("The sum", Table.Of(["", Name], rows.Select(row => ((object)row.Name, (IEnumerable<string?>)[Figures.Signed(row.Value)]))), "panel scroll");
    }

    private static IEnumerable<(string Name, double Value)> Total(string name, ExplainedTerm[] terms) => terms.Length == 0 ? [] : [(name, terms.Sum(term => term.Value))];

    private static XElement Fact(string term, string value) => new("div", new XElement("dt", term), new XElement("dd", value));
}
