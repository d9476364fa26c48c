using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Images;
using Bilinear.Spectral;

namespace Bilinear.Reports.Entries;

/// <summary>A tree: how much of the model it explains as a function of its size, and a drawing of each output's first nodes.</summary>
internal sealed class TreeEntry(SpectralTree tree, ReportContents contents, string file, PictureScale scale) : ReportEntry(tree, file)
{
    private readonly TreeFit? _unseen = contents.TestData is { } test ? tree.Explain(test)[^1] : null;

    private readonly Pictures _pictures = Pictures.Of(tree, tree.Nodes.FirstOrDefault(node => node.IsLeaf)?.Picture.Count ?? 0, scale);

    private readonly bool _hasAnswers = ReportContents.HasAnswers(tree, tree.Outputs);

    protected override string Title => $"The tree of {tree.Name}";

    public override IEnumerable<(string Value, string Meaning)> Figures()
    {
        var fit = _unseen ?? (tree.Curve.Count > 0 ? tree.Curve[^1] : null);
        if (fit is null)
            yield break;
        var where = _unseen is null ? tree.Data!.Name : contents.TestData!.Name;
        yield return (Reports.Figures.R2(fit.R2), $"R² of the outputs by the tree's {Reports.Figures.Count(tree.Nodes.Count, "node")}, on {where}");
        if (_hasAnswers)
            yield return (Reports.Figures.Percent(fit.SameArgmax), $"of {where} get the model's answer from the tree");
    }

    public override IEnumerable<KeyValuePair<string, string>> Facts()
    {
        yield return new("tree", $"{tree.Name}, {Reports.Figures.Count(tree.Layers, "layer")}, {Reports.Figures.Count(tree.Nodes.Count, "node")}, {Reports.Figures.Count(tree.Nodes.Count(node => node.IsLeaf))} of them leaves");
        if (tree.Data is { } data)
            yield return new("grown on", Describe(data));
    }

    protected override XElement Body() => Panel("How to read this", new object[]
    {
        new XElement("p", $"{Layers()} Blue lines add to the node that they lead to, red and dashed ones subtract from it; a percentage is a node's share among its siblings, |λ| times the mean of f²{(tree.Data is null ? ", for which 1 stands without data" : "")}."),
        new XElement("p", Explained()),
        _pictures.AsPixels().Legend(),
        _pictures.AreBars ? new XElement("p", "A picture has a field for each input, in the order of the table's columns; a pointer on it shows their names and values.") : "",
    });

    protected override IEnumerable<XElement?> Details()
    {
        if (tree.Curve.Count > 0)
            yield return Curve(tree.Data!);
        var drawing = new TreeDrawing(tree, _pictures);
        foreach (var output in tree.Nodes.Take(tree.Outputs))
        {
            var name = contents.NameOf(tree, tree.Outputs, output.Index);
            yield return new XElement(
                "section",
                new XElement("div", new XAttribute("class", "head"), new XElement("h2", name), new XElement("p", Share(output))),
                drawing.Draw(output, name, FormattableString.Invariant($"{File}.tree.{output.Index}")));
        }
    }

    private string Layers() => tree.Layers == 1
        ? "The bilinear layer makes each output a sum over eigenvectors v of λf², where f = v·h + v₀ reads the layer's input, and is a picture in the model's input."
        : $"The last of {Reports.Figures.Count(tree.Layers, "bilinear layer")} makes each output a sum over eigenvectors v of λf², where f = v·h + v₀ reads the output of the layer before; so f is again such a sum over that layer's eigenvectors, and so on to the input, where f is a picture.";

    private string Explained()
    {
        const string Exact = "Biases and residuals are in it exactly at every depth.";
        if (tree.IsWhole)
            return $"{Exact} Nothing is pruned: the tree is the model, to rounding.";
        var pruned = $"{Exact} It is pruned to {Reports.Figures.Count(tree.Nodes.Count, "node")}, {(tree.Data is null ? "and the other nodes count as zero." : "and the other nodes are replaced by their means over the data.")}";
        if (tree.Curve.Count == 0)
            return pruned;
        var seen = $"on “{tree.Data!.Name}” it explains R² = {Reports.Figures.R2(tree.Curve[^1].R2)} of the outputs{(_hasAnswers ? $", and gives the model's answer for {Reports.Figures.Percent(tree.Curve[^1].SameArgmax)}" : "")}";
        return _unseen is null ? $"{pruned} So {seen}." : $"{pruned} So {seen}; on “{contents.TestData!.Name}”, which it has not seen, R² = {Reports.Figures.R2(_unseen.R2)}{(_hasAnswers ? $" and {Reports.Figures.Percent(_unseen.SameArgmax)}" : "")}.";
    }

    private string Share(TreeNode output)
    {
        var first = output.Children.Count == 0 ? "no children" : $"its {(output.Children.Count == 1 ? "only child holds" : $"{Reports.Figures.Count(output.Children.Count)} children hold")} {Reports.Figures.Percent(output.Children.Sum(child => child.Share))} of its strength";
        return tree.Curve.Count == 0 ? first : $"R² {Reports.Figures.R2(tree.Curve[^1].OutputR2[output.Index])} · mean {Reports.Figures.Signed(output.MeanActivation)} · {first}";
    }

    private XElement Curve(DataSet data)
    {
        var fits = tree.Curve;
        Curve[] answers = _hasAnswers ? [new("same answer", "second", fits.Select(fit => fit.SameArgmax))] : [];
        return Panel($"How much the first nodes explain of “{data.Name}”", new object[]
        {
            new CurveChart(
                $"R² of the outputs against the model's{(_hasAnswers ? ", and the share of samples with the same answer" : "")}, over the number of nodes in the order of growth. R² may be below 0, and is drawn at 0 there.",
                ChartAxis.Counts("node", "", [.. fits.Select(fit => fit.Nodes)]),
                [new("R²", "first", fits.Select(fit => fit.R2)), .. answers]).OnPage($"{File}.tree.explained"),
            new XElement("details", new XElement("summary", "The numbers"), new XElement("div", new XAttribute("class", "scroll"), Table.Of(
                ["nodes", "R²", _hasAnswers ? "same answer" : null, "largest error", .. Enumerable.Range(0, tree.Outputs).Select(output => $"R² {contents.NameOf(tree, tree.Outputs, output)}")],
                fits.Select(fit => ((object)Reports.Figures.Count(fit.Nodes), (IEnumerable<string?>)[Reports.Figures.R2(fit.R2), _hasAnswers ? Reports.Figures.Percent(fit.SameArgmax) : null, Reports.Figures.Percent(fit.LargestError), .. fit.OutputR2.Select(Reports.Figures.R2)]))))),
        });
    }
}
