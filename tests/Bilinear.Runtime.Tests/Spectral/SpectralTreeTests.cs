using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class SpectralTreeTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void WholeTree_EqualsTheLogits(bool bias, bool residual)
    {
        var model = new LayerChain(bias: bias, residual: residual);
        var data = model.Data(50);
        foreach (var tree in new[] { model.Tree(), model.Tree(data: data) })
        {
            Assert.True(tree.IsWhole);
            Assert.True(LargestDifference(model, tree) < 1e-10, $"{LargestDifference(model, tree)}");
            Assert.Equal(bias || residual ? 3 * (1 + 5 + 25 + 125) : 3 * (1 + 4 + 16 + 64), tree.Nodes.Count);
        }
    }

    [Fact]
    public void OneLayer_IsATreeOfItsEigenvectors()
    {
        var model = new LayerChain(layers: 1, hidden: 7);

        Assert.True(LargestDifference(model, model.Tree()) < 1e-11);
    }

    [Fact]
    public void EveryNode_IsTheSumOfItsChildren()
    {
        var model = new LayerChain();
        var tree = model.Tree();
        Assert.All(tree.Nodes.Where(node => !node.IsLeaf), node => Assert.Equal(1, node.Children.Sum(child => child.Share), 1e-9));
        Assert.All(tree.Nodes.Where(node => node.Parent is { }), node => Assert.Equal(node.Parent!.Score * node.Share, node.Score, 1e-15));
        Assert.All(tree.Nodes.Where(node => node.Parent is { }), node => Assert.Equal(1, node.Vector.Sum(value => value * value), 1e-12));
    }

    [Fact]
    public void Budget_IsSpentBestFirst()
    {
        var model = new LayerChain(hidden: 6);
        var data = model.Data(200);
        var whole = model.Tree(branch: 3, data: data);

        var tree = model.Tree(branch: 3, budget: 60, data: data);

        Assert.Equal(60, tree.Nodes.Count);
        Assert.Equal(whole.Nodes.Take(60).Select(node => node.Value), tree.Nodes.Select(node => node.Value));
        Assert.All(tree.Nodes, node => Assert.True(node.Children.Count <= 3));

        // Whoever got children had at least the score of everybody who was waiting then.
        TreeNode[] grown = [.. tree.Nodes.Where(node => node.Children.Count > 0).OrderBy(node => node.Children[0].Index)];
        foreach (var node in grown)
        {
            var waiting = tree.Nodes.Where(other => !other.IsLeaf && other.Index < node.Children[0].Index && (other.Children.Count == 0 || other.Children[0].Index >= node.Children[0].Index));
            Assert.All(waiting, other => Assert.True(node.Score >= other.Score));
        }
    }

    [Fact]
    public void Branch_KeepsTheLargestEigenvalues()
    {
        var model = new LayerChain();
        var (whole, pruned) = (model.Tree(), model.Tree(branch: 2));

        for (var output = 0; output < model.Outputs; output++)
        {
            var all = whole.Nodes[output].Children.Select(child => Math.Abs(child.Value)).OrderDescending().Take(2);
            Assert.Equal(all, pruned.Nodes[output].Children.Select(child => Math.Abs(child.Value)));
        }

        Assert.False(pruned.IsWhole);
        Assert.Throws<InvalidOperationException>(() => pruned.Check((_, _) => { }, model.Data(3)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RescalingBetweenLayers_ChangesNoShare(bool bias)
    {
        var (model, rescaled) = (new LayerChain(bias: bias, residual: false), new LayerChain(bias: bias, residual: false));
        var data = model.Data(300);
        rescaled.Rescale(0, 16);
        rescaled.Rescale(1, 0.125f);

        var (tree, other) = (model.Tree(data: data), rescaled.Tree(data: data));

        Assert.Equal(tree.Nodes.Count, other.Nodes.Count);
        Assert.All(tree.Nodes.Zip(other.Nodes), pair => Assert.Equal(pair.First.Share, pair.Second.Share, 1e-9));
        Assert.All(tree.Nodes.Zip(other.Nodes), pair => Assert.Equal(pair.First.MeanActivation, pair.Second.MeanActivation * Scale(pair.First.Layer, pair.First.Parent), 1e-8 * (1 + Math.Abs(pair.First.MeanActivation))));

        // What a node adds to its parent is as large as the parent, a functional of a layer's input that is 16, or an eighth, times as large.
        static double Scale(int layer, TreeNode? parent) => parent is null || layer == 2 ? 1 : layer == 1 ? 8 : 1 / 16.0;
    }

    [Fact]
    public void Signs_AreThoseOfTheMeanOverTheData()
    {
        var model = new LayerChain();
        var data = model.Data(400);
        var tree = model.Tree(data: data);
        var sample = new float[model.Inputs];

        foreach (var leaf in tree.Nodes.Where(node => node.IsLeaf).Take(40))
        {
            var mean = 0.0;
            for (var index = 0; index < data.Count; index++)
            {
                data.CopyInputs(index, sample);
                mean += leaf.Offset + leaf.Picture.Zip(sample, (picture, value) => picture * value).Sum();
            }

            Assert.True(mean > 0);
        }
    }

    [Fact]
    public void Curve_GoesFromTheMeanToTheModel()
    {
        var model = new LayerChain();
        var data = model.Data(300);

        var curve = model.Tree(data: data).Curve;

        Assert.Equal(model.Outputs, curve[0].Nodes);
        Assert.All(curve[0].OutputR2, r2 => Assert.Equal(0, r2, 1e-9));
        Assert.Equal(468, curve[^1].Nodes);
        Assert.All(curve[^1].OutputR2, r2 => Assert.Equal(1, r2, 1e-12));
        Assert.Equal((1, 1), (curve[^1].SameArgmax, Math.Round(curve[^1].R2, 12)));
        Assert.True(curve[^1].LargestError < 1e-12);
        Assert.InRange(curve[^3].R2, 0.1, 0.999999);
        Assert.Empty(model.Tree().Curve);
    }

    [Fact]
    public void WhatIsNotInTheTree_StandsForTheMeanOfItsSquare()
    {
        // Room for the whole forms of the outputs, and for that of one eigenvector, the strongest of them.
        var model = new LayerChain(layers: 2, bias: false, residual: false);
        var data = model.Data(200);
        var tree = model.Tree(budget: model.Outputs + ((model.Outputs + 1) * model.Hidden), data: data);
        var grown = tree.Nodes.Skip(model.Outputs).Single(node => node.Children.Count > 0);
        var output = grown.Parent!;

        var actual = tree.Evaluate(data);

        for (var sample = 0; sample < data.Count; sample++)
        {
            var x = Sample(model, data, sample);
            double Leaf(TreeNode node) => node.Picture.Select((value, pixel) => value * x[pixel]).Sum() + node.Offset;
            var f = grown.Children.Sum(node => node.Value * Math.Pow(Leaf(node), 2));
            var rest = output.Children.Where(node => node != grown).Sum(node => node.MeanActivation);
            Assert.Equal((grown.Value * f * f) + rest, actual[sample, output.Index], 1e-9);
        }

        // The mean of the squares, and so the output has the model's mean.
        var mean = Enumerable.Range(0, data.Count).Average(sample => model.Forward(Sample(model, data, sample))[output.Index]);
        Assert.Equal(mean, Enumerable.Range(0, data.Count).Average(sample => actual[sample, output.Index]), 1e-9);
    }

    [Fact]
    public void Fit_IsHeldAgainstPlainArithmetic()
    {
        var model = new LayerChain();
        var (train, test) = (model.Data(300), model.Data(40, seed: 8));
        var tree = model.Tree(branch: 3, data: train);

        var fit = tree.Explain(test)[^1];
        var actual = tree.Evaluate(test);

        double[][] expected = [.. Enumerable.Range(0, test.Count).Select(sample => model.Forward(Sample(model, test, sample)))];
        for (var output = 0; output < model.Outputs; output++)
        {
            var mean = expected.Average(row => row[output]);
            var errors = expected.Select((row, sample) => Math.Pow(row[output] - actual[sample, output], 2)).Sum();
            Assert.Equal(1 - (errors / expected.Sum(row => Math.Pow(row[output] - mean, 2))), fit.OutputR2[output], 1e-9);
        }

        var same = expected.Where((row, sample) => Array.IndexOf(row, row.Max()) == Enumerable.Range(0, row.Length).MaxBy(output => actual[sample, output])).Count();
        Assert.Equal((double)same / test.Count, fit.SameArgmax);
    }

    [Fact]
    public void File_HoldsEveryNode()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "tree.safetensors");
        var model = new LayerChain();
        var tree = model.Tree(branch: 2, data: model.Data(30));

        tree.Save(path);

        using var file = SafeTensorsFile.Open(path);
        Assert.Equal(tree.Nodes.Select(node => (float)(node.Parent?.Index ?? -1)), file.ReadFloats("head.tree.parents"));
        Assert.Equal(tree.Nodes.Select(node => (float)node.Value), file.ReadFloats("head.tree.values"));
        Assert.Equal([3 * 8, 6], file.Tensors["head.tree.0.pictures"].Shape);
        Assert.Equal(tree.Curve.SelectMany(fit => fit.OutputR2).Select(r2 => (float)r2), file.ReadFloats("head.tree.curve.output_r2"));
        Assert.Equal("pruned: see the curve", file.Metadata["head.tree.exactness"]);
    }

    [Fact]
    public void WeightsThatAreNoNumbers_AreRefused()
    {
        var model = new LayerChain();
        model.Rescale(0, float.NaN);

        Assert.Throws<ArgumentException>(() => model.Tree());
        Assert.Throws<ArgumentException>(() => new LayerChain().Tree(data: new LayerChain(inputs: 5).Data(3)));
    }

    private static float[] Sample(LayerChain model, DataSet data, int index)
    {
        var sample = new float[model.Inputs];
        data.CopyInputs(index, sample);
        return sample;
    }

    private static double LargestDifference(LayerChain model, SpectralTree tree)
    {
        var data = model.Data(20, seed: 9);
        var actual = tree.Evaluate(data);
        return Enumerable.Range(0, data.Count).Max(index => model.Forward(Sample(model, data, index)).Select((value, output) => Math.Abs(value - actual[index, output])).Max());
    }
}
