using Bilinear.Models.Tests.Sequences;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>What docs/decomposition.md says of the trees of models of texts, on models with random parameters.</summary>
public sealed class StreamTreeTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    private static readonly int[] Text = [3, 1, 4];
    private static readonly Direction Asked = Direction.Of("5 - 7", 13, 0, (5, 1), (7, -1));

    [Fact]
    public void AWholeTreeOfATextWithNorms_IsTheLogitFromItsLeaves()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();

        var tree = new StreamAnalysis(weights, SeqGained.Stream).Tree(Text, 2, Asked, branch: int.MaxValue, budget: int.MaxValue);

        Assert.True(tree.IsWhole);
        Assert.Equal(1, tree.Coverage, 1e-9);
        Assert.Equal(Logit(model, Text), tree.Sum, 1e-5);
        Assert.Equal(tree.Nodes[0].Value, tree.Sum, 1e-10);
        Assert.Equal(Enum.GetValues<LogitTermKind>().Except([LogitTermKind.GatedLayer]), tree.Nodes.Select(node => node.Kind).OfType<LogitTermKind>().Distinct().Order());
    }

    [Fact]
    public void APrunedTree_GrowsWhereTheSharesAreLargest_AndItsRestsAreWhatIsLeftOut()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);

        var tree = analysis.Tree(Text, 2, Asked, branch: 8, budget: 60);

        Assert.Equal(60, tree.Nodes.Count);
        Assert.False(tree.IsWhole);
        Assert.InRange(tree.Coverage, 0.001, 0.999);
        var grown = tree.Nodes.Where(node => node.Children.Count > 0).ToList();
        Assert.All(grown, node => Assert.InRange(node.Children.Count, 1, 8));
        Assert.All(grown, node => Assert.Equal(node.Feature, node.Children.Sum(child => child.Value) + node.Rest, 1e-10));
        Assert.All(grown, node => Assert.Equal(node.Children.OrderByDescending(child => Math.Abs(child.Value)), node.Children));
        Assert.All(tree.Nodes.Skip(1), node => Assert.Equal(node.Parent!.Score * node.Share, node.Score, 1e-15));
        Assert.True(grown.Min(node => node.Score) >= tree.Nodes.Where(node => !node.IsLeaf && node.Children.Count == 0 && node.Index < grown[^1].Children[0].Index).Max(node => node.Score));

        // The first level is what Explain says.
        var terms = analysis.Explain(Text, 2, Asked).Terms;
        foreach (var child in tree.Nodes[0].Children.Where(child => child.Kind == LogitTermKind.Eigenvector))
            Assert.Equal(terms.Single(term => term.Kind == child.Kind && term.Branch == child.Branch && term.Index == child.Number).Value, child.Value, 1e-10);
    }

    /// <summary>W ← sW, V ← V/s is the same model: it has the same tree.</summary>
    [Fact]
    public void ScalesBetweenTheFactors_ChangeNothing()
    {
        using var model = RandomStream.Create(fixture.Device);
        var before = Grow(model);
        var up = model.ReadParameter("layers.0.up.weight");
        model.WriteParameter("layers.0.up.weight", [.. up.Select((value, index) => index < up.Length / 2 ? value * 8 : value / 8)]);
        var bias = model.ReadParameter("layers.0.up.bias");
        model.WriteParameter("layers.0.up.bias", [.. bias.Select((value, index) => index < bias.Length / 2 ? value * 8 : value / 8)]);

        Assert.Equal(before, Grow(model));

        static IEnumerable<string> Grow(SeqGained model)
        {
            using var weights = model.ToWeights();
            return [.. new StreamAnalysis(weights, SeqGained.Stream).Tree(Text, 2, Asked, branch: 8, budget: 60).Nodes.Select(node => $"{node.Kind} {node.Branch} {node.Number} {node.Position} {node.Value:F6} {node.Score:F6}")];
        }
    }

    /// <summary>One tree of the weights gives the logits of every text.</summary>
    [Theory]
    [InlineData(3, 1, 4)]
    [InlineData(2, 7, 1)]
    [InlineData(5, 5, 12)]
    public void AWholeTreeOfWeightsWithoutNorms_IsTheModel(params int[] text)
    {
        using var model = new SeqPlain(fixture.Device, batch: 1, seed: 2);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqPlain.Stream);

        var tree = analysis.Tree(Asked, branch: int.MaxValue, budget: int.MaxValue);

        Assert.True(tree.IsWhole);
        Assert.Equal(1, tree.Coverage, 1e-9);
        Assert.Equal(Logit(model, text), tree.Evaluate(text, 2), 1e-5);
        Assert.Equal(analysis.Tree(text, 2, Asked).Sum, tree.Evaluate(text, 2), 1e-10);
    }

    [Fact]
    public void ATreeOfWeights_IsOfPolynomialsOnly_AndATreeOfATextOfThatText()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        Assert.Contains("norms", Assert.Throws<ArgumentException>(() => analysis.Tree(Asked)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => analysis.Tree(Text, 2, Asked).Evaluate(Text, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => analysis.Tree(Text, 3, Asked));
        Assert.Throws<ArgumentOutOfRangeException>(() => analysis.Tree(Text, 2, Asked, budget: 0));
    }

    [Fact]
    public void AGatedLayer_IsALeaf()
    {
        using var model = new SeqLlama(fixture.Device, batch: 1);
        using var weights = model.ToWeights();
        var tree = new StreamAnalysis(weights, SeqLlama.Stream).Tree([1, 2, 3], 2, Direction.Of("5", 19, 0, (5, 1)), branch: int.MaxValue, budget: 10_000);
        Assert.All(tree.Nodes.Where(node => node.Kind == LogitTermKind.GatedLayer), node => Assert.True(node.IsLeaf));
        Assert.Contains(tree.Nodes, node => node.Kind == LogitTermKind.GatedLayer && node.Parent!.Index > 0);
    }

    private static double Logit(Model model, int[] text)
    {
        var logits = new float[text.Length * 13];
        model.Forward(text, [text.Length], [logits]);
        return Enumerable.Range(0, 13).Sum(token => Asked.Coefficients[token] * (double)logits[(2 * 13) + token]);
    }
}
