using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining.Texts;

/// <summary>The tree of a logit as a list within lists, which open and close by pointer and by keyboard: each node under the one to which it adds.</summary>
internal sealed class TreeSection(ShownTree shown)
{
    // Of a larger tree only the first nodes are drawn, and few of them open.
    private const int Most = 400;
    private const int OpenAtOnce = 40;
    private const int OpenLevels = 2;

    private readonly StreamTree _tree = shown.Tree;

    public XElement Build() => HtmlPage.Section(
        "Through the layers",
        $"{Figures.Count(_tree.Nodes.Count, "node")} of its tree, down to the tokens",
        new XElement("div", new XAttribute("class", "panel"), HowToRead()),
        new XElement("div", new XAttribute("class", "panel"), new XElement("ul", new XAttribute("class", "nested"), Item(_tree.Nodes[0], depth: 0, largest: 0))));

    private object[] HowToRead() =>
    [
        new XElement("p", $"What a row adds, it adds to the one under which it stands: to the logit, to what a head adds, or to {shown.Feature} of an eigenvector, which is λ({shown.Feature})² itself; so the rows under an eigenvector sum to its {shown.Feature}. A head stands with the position that it reads and the token there, an eigenvector with the tokens whose embeddings go furthest along it, each with its cosine, along the eigenvector or against it, as {shown.Feature} says."),
        new XElement("p", $"A share is of the sizes of all rows under the same one, and λ is scaled: it has in it {(shown.HasNorms ? "the scales of the norms and " : "")}the weights of the heads on the way to the row above, where the table has λ as the weights say it. The {(shown.HasNorms ? "scales and the " : "")}patterns are those of this text, and stand still."),
        new XElement("p", $"{Figures.Percent(_tree.Coverage)} of the shares are followed down to tokens.{(_tree.Nodes.Count > Most ? $" Drawn are the first {Figures.Count(Most)} nodes in the order of growth; what the others add is in the last row under theirs." : "")}"),
    ];

    private XElement Item(StreamNode node, int depth, double largest)
    {
        StreamNode[] drawn = [.. node.Children.Where(child => child.Index < Most)];
        if (node.Children.Count == 0 && node.RestCount == 0)
            return new XElement("li", new XElement("div", new XAttribute("class", "leaf"), Row(node, largest)));
        var most = drawn.Select(child => Math.Abs(child.Value)).DefaultIfEmpty(0).Max();
        return new XElement("li", new XElement(
            "details",
            _tree.Nodes.Count <= OpenAtOnce || depth < OpenLevels ? new XAttribute("open", "") : null,
            new XElement("summary", Row(node, largest)),
            new XElement("ul", drawn.Select(child => Item(child, depth + 1, most)), Others(node, drawn))));
    }

    private IEnumerable<object?> Row(StreamNode node, double largest)
    {
        yield return new XElement("span", new XAttribute("class", "name"), shown.NameOf(node));
        if (node.Parent is not null)
            yield return SignedBar.Of(node.Value, largest);
        yield return new XElement("b", " ", Figures.Signed(node.Value));
        foreach (var about in About(node))
        {
            yield return " ";
            yield return new XElement("small", about);
        }
        if (Reads(node) is { Count: > 0 } reads)
            yield return new XElement("span", new XAttribute("class", "reads"), reads);
    }

    private IEnumerable<string> About(StreamNode node) =>
    [
        .. node.Parent is null ? [] : new[] { $"{Figures.Percent(node.Share)} among siblings" },
        .. node.Kind == LogitTermKind.Eigenvector ? [$"· λ, scaled {Figures.Signed(node.Eigenvalue)}", $"· {shown.Feature} {Figures.Signed(node.Feature)}"] : Array.Empty<string>(),
    ];

    private IReadOnlyList<object> Reads(StreamNode node)
    {
        if (shown.TokenOf(node) is { } token)
            return [new XElement("code", shown.Tokens.NameOf(token))];
        return shown.ReadingsOf(node) is { Count: > 0 } readings ? [.. TokenReadings.Leading(readings[0], shown.Tokens)] : [];
    }

    private static XElement? Others(StreamNode node, StreamNode[] drawn)
    {
        var count = node.RestCount + node.Children.Count - drawn.Length;
        return count == 0 ? null : new XElement("li", new XElement("div", new XAttribute("class", "leaf"), $"{Figures.Count(count, "other")} ", new XElement("b", Figures.Signed(node.Rest + node.Children.Except(drawn).Sum(child => child.Value)))));
    }
}
