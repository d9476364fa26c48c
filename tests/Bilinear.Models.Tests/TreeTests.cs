using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;
using Examples.Stack;

namespace Bilinear.Models.Tests;

/// <summary>Trees of stacks that were trained, from the program's own <c>decompose</c> block.</summary>
public sealed class TreeTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    private readonly (DataSet Train, DataSet Test) _digits = DataSet.Digits();

    [Fact]
    public void Tree_OfATrainedStack_ExplainsMostOfIt_OnUnseenImagesToo()
    {
        using var model = new Stack(fixture.Device);
        Train(model, Stack.TrainDefaults);
        Assert.True(model.Evaluate(_digits.Test).Accuracy > 0.9);

        var tree = model.Decompose(_digits.Train).HeadTree;

        Assert.Equal(0, tree.Curve[0].R2, 1e-6);
        Assert.InRange(tree.Curve[^1].R2, 0.5, 1);
        Assert.InRange(tree.Curve[^1].SameArgmax, 0.8, 1);
        var unseen = tree.Explain(_digits.Test)[^1];
        Assert.InRange(unseen.R2, tree.Curve[^1].R2 - 0.2, 1);
        Assert.InRange(unseen.SameArgmax, 0.7, 1);
        Assert.Equal(64, tree.Nodes.First(node => node.IsLeaf).Picture.Count);
    }

    [Fact]
    public void WholeTree_OfATrainedStack_IsTheModel()
    {
        using var model = new SmallStack(fixture.Device);
        Train(model, SmallStack.TrainDefaults);
        using var weights = model.ToWeights();

        var tree = SpectralTree.Compute(weights, SmallStack.HeadTreePlan with { Branch = 5, Budget = int.MaxValue }, _digits.Train);

        Assert.True(tree.IsWhole);
        Assert.Equal(10 * (1 + 5 + 25 + 125), tree.Nodes.Count);
        Assert.Equal(1, tree.Curve[^1].R2, 1e-9);
        Assert.Equal(1, tree.Curve[^1].SameArgmax);
        var exactness = tree.Check(model.Forward, _digits.Test);
        Assert.True(exactness.IsExact, $"{exactness}");
    }

    private void Train(Training.Model model, Training.TrainOptions options)
    {
        foreach (var step in model.Train(_digits.Train, options))
            Assert.True(float.IsFinite(step.ReadLoss()));
    }
}
