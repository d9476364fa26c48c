using System.Globalization;
using System.Xml.Linq;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining.Texts;

/// <summary>What the leading terms read: a head the positions, an eigenvector the tokens.</summary>
internal sealed class TermCards(ShownText shown)
{
    public XElement? Build() => shown.Leading.Any(term => TermTable.AnchorOf(term, 0) is not null)
        ? HtmlPage.Section("What the terms read", "heads positions, eigenvectors tokens", new XElement("ol", new XAttribute("class", "cards wide"), shown.Leading.Select(Card)))
        : null;

    private XElement? Card(LogitTerm term, int place)
    {
        if (TermTable.AnchorOf(term, place) is not { } anchor)
            return null;
        var isHead = term.Kind == LogitTermKind.AttentionHead;
        var numbers = new XElement("dl", new XAttribute("class", term.Value < 0 ? "negative" : "positive"), HtmlPage.Term("adds", Figures.Signed(term.Value)));
        if (!isHead)
            numbers.Add(HtmlPage.Term(shown.Analysis.Stream.Eigenvalue, Figures.Signed(term.Eigenvalue)), HtmlPage.Term(shown.Analysis.Stream.Feature, Figures.Signed(term.Projection)));
        if (term.Change is { } change)
            numbers.Add(HtmlPage.Term("without it", Figures.Signed(change)));
        return new XElement(
            "li",
            new XAttribute("class", "card"),
            new XAttribute("id", anchor),
            new XElement("h3", ShownText.NameOf(term)),
            numbers,
            isHead ? Sources(term) : TokenReadings.Of(LeadingMaps.Of(shown.ReadingsOf(term)), shown.Tokens));
    }

    private XElement Sources(LogitTerm term) => new(
        "div",
        new XAttribute("class", "scroll"),
        Table.Of(["position", "token", "weight", "adds"], ShownText.SourcesOf(term).Select(source => ((object)Figures.Count(source.Position), (IEnumerable<string?>)
        [
            shown.Tokens.NameOf(shown.Explanation.Tokens[source.Position]),
            source.Weight.ToString("0.00;−0.00;0.00", CultureInfo.InvariantCulture),
            Figures.Signed(source.Value),
        ]))));
}
