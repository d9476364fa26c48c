using System.Xml.Linq;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining;

/// <summary>One output of the sample: cards of the terms that speak for it and against it, then the sum.</summary>
internal sealed class ExplainedSection(Explanation explanation, ExplainedOutput part, Pictures pictures, int keep)
{
    private const int PictureSize = 132;

    private readonly EigenSpectra _spectra = explanation.Spectra;
    private readonly ExplainedTerm[] _for = [.. part.Leading(keep, isPositive: true)];
    private readonly ExplainedTerm[] _against = [.. part.Leading(keep, isPositive: false)];

    public XElement Build() => HtmlPage.Section(
        Name,
        $"{(explanation.Answer >= 0 ? part.Spectrum.Output >= 0 ? "logit" : "difference of the logits" : "value")} {Figures.Signed(part.Value)}{(explanation.Answer < 0 ? "" : $" · probability {(part.Spectrum.Output >= 0 ? "" : $"of {_spectra.ClassName(part.Class)} ")}{Figures.Probability(part.Probability)}")}{(part.Target is { } target ? $" · target {Figures.Plain(target)}" : "")}",
        Cards(Capital(For), _for),
        Cards(Capital(Against), _against),
        Affine(),
        Sum());

    private string Name => part.Spectrum.Output >= 0 ? ExplanationPage.NameOf(_spectra, part.Spectrum.Output) : part.Name;

    // Of a difference both sides have a name.
    private string For => part.Against is null ? "for it" : $"for {_spectra.ClassName(part.Class)}";

    private string Against => part.Against is { } other ? $"for {_spectra.ClassName(other)}" : "against it";

    private static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";

    private object[] Cards(string title, ExplainedTerm[] terms) =>
        terms.Length == 0 ? [] : [new XElement("h3", title), new XElement("ol", new XAttribute("class", "cards spaced"), terms.Select(Card))];

    private XElement Card(ExplainedTerm term)
    {
        var numbers = new XElement(
            "dl",
            new XAttribute("class", term.Value < 0 ? "negative" : "positive"),
            HtmlPage.Term($"λ(v·h)², pair {term.Pair}", Figures.Signed(term.Value)),
            HtmlPage.Term("share", Figures.Percent(term.Share)));
        var details = new XElement("ul", new XAttribute("class", "inputs"),
            new XElement("li", new XElement("span", new XElement("small", "λ "), Figures.Signed(term.Eigenvalue))),
            new XElement("li", new XElement("span", new XElement("small", "v·h "), Figures.Signed(term.Projection))));
        if (term.Without is { } without)
        {
            details.Add(
                new XElement("li", new XElement("span", new XElement("small", "without it"), new XElement("br"), Figures.Probability(without.Probability), new XElement("br"), new XElement("small", $"{Figures.Points(without.Change)} points"))),
                new XElement("li", new XElement("span", without.Flips ? new XElement("b", $"flips to {_spectra.ClassName(without.Answer)}") : new XElement("small", $"answer {_spectra.ClassName(without.Answer)}"))));
        }

        return new XElement("li", new XAttribute("class", "card"), numbers, new XElement("div", new XAttribute("class", pictures.AreBars ? "pictures stacked" : "pictures"), pictures.Vector(
            part.Spectrum.Pictures.Row(term.Pair), PictureSize, $"Pair {term.Pair} of {Name}, λ = {Figures.Signed(term.Eigenvalue)}: blue is positive, red negative."), details));
    }

    // 2q·ĥ = (2Aᵀq)·x + 2q·a: what x multiplies as a picture.
    private object[] Affine() => part.Spectrum.Linear.All(value => value == 0) ? [] :
    [
        new XElement("h3", "The linear part"),
        new XElement("ol", new XAttribute("class", "cards spaced"), new XElement(
            "li",
            new XAttribute("class", "card affine"),
            new XElement("dl", new XAttribute("class", part.Linear < 0 ? "negative" : "positive"), HtmlPage.Term("2q·h", Figures.Signed(part.Linear))),
            pictures.Vector(_spectra.AffineInInput(part.Spectrum).Linear, PictureSize, $"The linear part of {Name}: blue raises it, red lowers it."))),
    ];

    private XElement Sum()
    {
        List<(string Name, double Value, double? Share)> rows =
        [
            .. Total($"terms above, {For}", _for), .. Others(For, isPositive: true),
            .. Total($"terms above, {Against}", _against), .. Others(Against, isPositive: false),
            ("linear part", part.Linear, null), ("constant", part.Constant, null), ("sum", part.Sum, null), ("forward pass", part.Value, null),
        ];
        return HtmlPage.Panel("The sum", Table.Of(["", Name, "share"], rows.Select(row => ((object)row.Name, (IEnumerable<string?>)[Figures.Signed(row.Value), row.Share is { } share ? Figures.Percent(share) : ""]))), "panel scroll");
    }

    private static IEnumerable<(string Name, double Value, double? Share)> Total(string name, ExplainedTerm[] terms) =>
        terms.Length == 0 ? [] : [(name, terms.Sum(term => term.Value), terms.Sum(term => term.Share))];

    private IEnumerable<(string Name, double Value, double? Share)> Others(string side, bool isPositive) =>
        part.Others(keep, isPositive) is { Count: > 0 } others ? [($"{Figures.Count(others.Count, "other term")}, {side}", others.Sum, others.Share)] : [];
}
