using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining.Texts;

/// <summary>The sum: the leading terms, the others by kind, and what they add up to beside the forward pass.</summary>
internal sealed class TermTable(ShownText shown)
{
    private readonly double _largest = shown.Explanation.Terms.Max(term => Math.Abs(term.Value));

    public XElement Build() => HtmlPage.Section(
        "The sum",
        $"{Figures.Count(shown.Explanation.Terms.Count, "term")}, the {Figures.Count(shown.Leading.Count)} largest by themselves",
        new XElement("div", new XAttribute("class", "panel scroll"), new XAttribute("tabindex", "0"), new XAttribute("role", "region"), new XAttribute("aria-label", "The sum as a table"), new XElement(
            "table",
            new XElement("thead", new XElement("tr", Head(""), Head(shown.Explanation.Direction.Name), Head(""), Head("share of all terms"), Head("change without it"))),
            new XElement("tbody", Rows()))));

    /// <summary>The name by which the table leads to a term's card; null for a term without one.</summary>
    public static string? AnchorOf(LogitTerm term, int place) => term.Kind is LogitTermKind.AttentionHead or LogitTermKind.Eigenvector ? $"term-{place + 1}" : null;

    private IEnumerable<XElement> Rows() =>
    [
        .. shown.Leading.Select((term, place) => Row(
            AnchorOf(term, place) is { } anchor ? new XElement("a", new XAttribute("href", $"#{anchor}"), ShownText.NameOf(term)) : ShownText.NameOf(term),
            term.Value,
            shown.ShareOf(Math.Abs(term.Value)),
            term.Change)),
        .. shown.Others.Select(others => Row(ShownText.NameOf(others), others.Sum(term => term.Value), shown.ShareOf(others.Sum(term => Math.Abs(term.Value))), null)),
        Row(new XElement("b", "sum"), shown.Explanation.Sum, null, null),
        Row("forward pass", shown.Explanation.Value, null, null),
    ];

    private static XElement Head(string name) => new("th", new XAttribute("scope", "col"), name);

    // A term may be small and its change large: the bar is the term.
    private XElement Row(object name, double value, double? share, double? change) => new(
        "tr",
        new XElement("th", new XAttribute("scope", "row"), name),
        new XElement("td", Figures.Signed(value)),
        new XElement("td", share is null ? null : SignedBar.Of(value, _largest)),
        new XElement("td", share is { } part ? Figures.Percent(part) : ""),
        new XElement("td", change is { } measured ? Figures.Signed(measured) : ""));
}
