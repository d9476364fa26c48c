using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Files;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>A drawing of an output's first nodes from left to right: the output, functionals of each layer's input, and pictures at the model's input.</summary>
internal sealed class TreeDrawing(SpectralTree tree, Pictures pictures)
{
    private const int NodesShown = 40;      // of each output, in the order of growth
    private const double Step = 160;        // from one layer to the next: as little as their numbers take, so that two layers can be read on a phone
    private const double Column = 34;       // where lines end before a column's text
    private const double Smallest = 0.72;   // of its own size, at which text of 12 pixels can still be read
    private const double Largest = 1.2;
    private const double Row = 26;          // of a node without picture
    private const double Picture = 56;
    private const double Gap = 8;

    private readonly double _width = (tree.Layers * Step) + Picture + 130;

    /// <param name="file">The name of its files, without an ending.</param>
    public XElement Draw(TreeNode output, string name, string file)
    {
        var shown = Shown(output);
        var content = new List<XElement>();
        var height = Row;
        Place(output, name, shown, content, ref height);

        var description = $"The first {Figures.Count(shown.Count, "node")} of the tree of {name}; {shown.Count(node => node.IsLeaf) switch { 1 => "one is a leaf", var leaves => $"{Figures.Count(leaves)} are leaves" }}.";
        content.InsertRange(0, Enumerable.Range(0, tree.Layers).Select(Heading));
        var page = Svg.Drawing("tree", description, Svg.Box(_width, height), new XAttribute("style", $"min-width: {Svg.Number(Smallest * _width)}px; max-width: {Svg.Number(Largest * _width)}px"), content);
        var all = tree.Nodes.Count(node => RootOf(node) == output);
        return FigureFiles.Mark(new XElement("figure", new XElement("div", new XAttribute("class", "scroll"), page), new XElement("figcaption", all == 1 ? "Its only node." : $"The first {Figures.Count(shown.Count)} of its {Figures.Count(all)} nodes in the order of growth. “+n” counts children that are in the tree but not drawn.")),
            new FigureFile($"{file}.svg", description, () => Svg.File(Svg.Drawing("tree", description, Svg.Box(_width, height), Svg.Place("width", _width), Svg.Place("height", height), content.Select(element => new XElement(element))))),
            new FigureFile($"{file}.csv", $"The tree of {name}, node by node.", () => Nodes(output)));
    }

    private XElement Heading(int layer) => new(
        "g",
        new XAttribute("class", "heading"),
        Svg.Text(((tree.Layers - layer) * Step) + 4, Row / 2, layer == 0 ? "layer 1: λ · share, picture" : $"layer {layer + 1}: λ · share"));

    private HashSet<TreeNode> Shown(TreeNode output) => [.. tree.Nodes.Where(node => RootOf(node) == output).Take(NodesShown)];

    private static TreeNode RootOf(TreeNode node)
    {
        while (node.Parent is { } parent)
            node = parent;
        return node;
    }

    // Draws a node and all below it from y on, moves y past it, and returns the height of its middle.
    private double Place(TreeNode node, string name, HashSet<TreeNode> shown, List<XElement> content, ref double y)
    {
        var x = (tree.Layers - node.Layer) * Step;
        var hidden = node.Children.Count(child => !shown.Contains(child));
        List<(TreeNode Node, double Middle)> children = [];
        foreach (var child in node.Children.Where(shown.Contains))
            children.Add((child, Place(child, name, shown, content, ref y)));

        var own = node.IsLeaf ? Picture + Gap : Row;
        var middle = children.Count > 0 ? (children[0].Middle + children[^1].Middle) / 2 : y + (own / 2);
        if (children.Count == 0)
            y += own;

        var label = node.Parent is null ? name : $"{Figures.Signed(node.Value)} · {node.Share:0 %}";
        var end = x + 12 + (6.6 * (label.Length + (hidden > 0 ? 4 : 0)));
        content.AddRange(children.Select(child => Branch(end, middle, x + Step, child.Middle, child.Node)));
        content.Add(new XElement(
            "g",
            new XAttribute("class", node.Value < 0 ? "negative" : "positive"),
            Svg.Text(x + 8, middle + 4, hidden > 0 ? $"{label} +{hidden}" : label),
            new XElement("title", Describe(node, name))));
        if (node.IsLeaf)
            content.Add(Leaf(node, x + 124, middle));
        return middle;
    }

    private byte[] Nodes(TreeNode output) => Csv.Write(
        ["node", "parent", "layer", "eigenvalue", "share", "share along its path", "mean activation", "offset"],
        tree.Nodes.Where(node => RootOf(node) == output).Select(node => (IEnumerable<object?>)[node.Index, node.Parent?.Index, node.Layer, node.Value, node.Share, node.Score, node.MeanActivation, node.IsLeaf ? node.Offset : null]));

    private static XElement Branch(double x1, double y1, double x2, double y2, TreeNode child)
    {
        var (from, to, bend) = (Svg.Number(Math.Min(x1, x2 - Column)), Svg.Number(x2), Svg.Number((Math.Min(x1, x2 - Column) + x2) / 2));
        return new XElement(
            "path",
            new XAttribute("class", child.Value < 0 ? "negative" : "positive"),
            new XAttribute("d", $"M{from} {Svg.Number(y1)}C{bend} {Svg.Number(y1)} {bend} {Svg.Number(y2)} {to} {Svg.Number(y2)}"),
            Svg.Place("stroke-width", 0.8 + (7 * child.Share)));
    }

    private XElement Leaf(TreeNode node, double x, double middle)
    {
        var (width, height) = pictures.Shape.Fit((int)Picture);
        return new XElement(
            "image",
            new XAttribute("href", pictures.VectorData([.. node.Picture])),
            Svg.Place("x", x),
            Svg.Place("y", middle - (height / 2.0)),
            Svg.Place("width", width),
            Svg.Place("height", height),
            new XAttribute("preserveAspectRatio", "none"),
            pictures.AreBars ? new XElement("title", NamedBars.InWords(pictures.Shape.Names, [.. node.Picture])) : null);
    }

    private static string Describe(TreeNode node, string name) => node.Parent is null
        ? $"{name}: mean {Figures.Signed(node.MeanActivation)}"
        : $"Node {node.Index + 1}: λ = {Figures.Signed(node.Value)}, share {Figures.Percent(node.Share)}, share along its path {Figures.Percent(node.Score)}, λ·mean f² = {Figures.Signed(node.MeanActivation)}{(node.IsLeaf ? $", f = picture·x {Figures.Signed(node.Offset)}" : "")}";
}
