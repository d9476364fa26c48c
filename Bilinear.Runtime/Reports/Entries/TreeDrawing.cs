using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>A drawing of an output's first nodes from left to right: the output, functionals of each layer's input, and pictures at the model's input.</summary>
internal sealed class TreeDrawing(SpectralTree tree)
{
    private const int NodesShown = 40;      // of each output, in the order of growth
    private const double Width = 1072;
    private const double Column = 34;       // where lines end before a column's text
    private const double Row = 26;          // of a node without picture
    private const double Picture = 56;
    private const double Gap = 8;

    private readonly PictureShape? _shape = tree.Nodes.FirstOrDefault(node => node.IsLeaf) is { } leaf ? PictureShape.Of(tree.Model, leaf.Picture.Count) : null;
    private readonly double _step = (Width - Picture - 130) / tree.Layers;

    public XElement Draw(TreeNode output, string name)
    {
        var shown = Shown(output);
        var content = new List<XElement>();
        var height = Row;
        Place(output, name, shown, content, ref height);

        var drawing = Svg.Drawing("tree", Width, height, $"The first {Figures.Count(shown.Count, "node")} of the tree of {name}; {shown.Count(node => node.IsLeaf) switch { 1 => "one is a leaf", var leaves => $"{Figures.Count(leaves)} are leaves" }}.");
        drawing.Add(Enumerable.Range(0, tree.Layers).Select(Heading));
        drawing.Add(content);
        var all = tree.Nodes.Count(node => RootOf(node) == output);
        return new XElement("figure", drawing, new XElement("figcaption", all == 1 ? "Its only node." : $"The first {Figures.Count(shown.Count)} of its {Figures.Count(all)} nodes in the order of growth. “+n” counts children that are in the tree but not drawn."));
    }

    private XElement Heading(int layer) => new(
        "g",
        new XAttribute("class", "heading"),
        Svg.Text(((tree.Layers - layer) * _step) + 4, Row / 2, layer == 0 ? "layer 1: λ · share, picture" : $"layer {layer + 1}: λ · share"));

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
        var x = (tree.Layers - node.Layer) * _step;
        var hidden = node.Children.Count(child => !shown.Contains(child));
        List<(TreeNode Node, double Middle)> children = [];
        foreach (var child in node.Children.Where(shown.Contains))
            children.Add((child, Place(child, name, shown, content, ref y)));

        var own = node.IsLeaf ? Picture + Gap : Row;
        var middle = children.Count > 0 ? (children[0].Middle + children[^1].Middle) / 2 : y + (own / 2);
        if (children.Count == 0)
            y += own;

        var label = node.Parent is null ? name : $"{Figures.Signed(node.Value)} · {node.Share:0 %}";
        var end = x + 8 + (6.6 * (label.Length + (hidden > 0 ? 4 : 0)));
        content.AddRange(children.Select(child => Branch(end, middle, x + _step, child.Middle, child.Node)));
        content.Add(new XElement(
            "g",
            new XAttribute("class", node.Value < 0 ? "negative" : "positive"),
            Svg.Text(x + 4, middle + 4, hidden > 0 ? $"{label} +{hidden}" : label),
            new XElement("title", Describe(node, name))));
        if (node.IsLeaf)
            content.Add(Leaf(node, x + 124, middle));
        return middle;
    }

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
        var (width, height) = _shape!.Fit((int)Picture);
        return new XElement(
            "image",
            new XAttribute("href", Pictures.DivergingData(_shape, [.. node.Picture])),
            Svg.Place("x", x),
            Svg.Place("y", middle - (height / 2.0)),
            Svg.Place("width", width),
            Svg.Place("height", height),
            new XAttribute("preserveAspectRatio", "none"));
    }

    private static string Describe(TreeNode node, string name) => node.Parent is null
        ? $"{name}: mean {Figures.Signed(node.MeanActivation)}"
        : $"Node {node.Index + 1}: λ = {Figures.Signed(node.Value)}, share {Figures.Percent(node.Share)}, share along its path {Figures.Percent(node.Score)}, λ·mean f² = {Figures.Signed(node.MeanActivation)}{(node.IsLeaf ? $", f = picture·x {Figures.Signed(node.Offset)}" : "")}";
}
