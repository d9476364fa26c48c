using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;

namespace Bilinear.Spectral.Trees;

/// <summary>Grows a tree best first: of all nodes that have no children yet, the one with the largest score gets them.</summary>
internal sealed class TreeGrowth
{
    // An eigenvalue below this share of the largest is rounding, and its vector is no part of the form.
    private const double Nothing = 1e-14;

    private readonly TreePlan _plan;
    private readonly TreeStage[] _stages;
    private readonly PriorityQueue<TreeNode, (double, int)> _waiting = new();

    public TreeGrowth(TreePlan plan, TreeStage[] stages)
    {
        (_plan, _stages) = (plan, stages);
        var last = stages[^1];
        for (var output = 0; output < last.Path.U.Rows; output++)
        {
            var vector = new double[last.Path.U.Rows];
            vector[output] = 1;
            var mean = last.Moments is null ? 0 : Vectors.Dot(last.Form(vector, 0).Values, last.Moments.Values);
            Add(new TreeNode(output, null, stages.Length, value: 1, vector) { MeanActivation = mean });
        }

        while (Nodes.Count < plan.Budget && _waiting.TryDequeue(out var node, out _))
            Grow(node);
    }

    public List<TreeNode> Nodes { get; } = [];

    private void Add(TreeNode node)
    {
        Nodes.Add(node);
        if (!node.IsLeaf)
            _waiting.Enqueue(node, (-node.Score, node.Index));
    }

    private void Grow(TreeNode node)
    {
        var stage = _stages[node.Layer - 1];
        var pairs = SymmetricEigen.Decompose(FormOf(node, stage));
        var means = stage.MeanSquares(pairs.Vectors);
        var weights = pairs.Values.Select((value, index) => Math.Abs(value) * means[index]).ToArray();
        var all = weights.Sum();

        var order = SpectrumSelection.Select(pairs.Values, [], SpectrumOrder.Magnitude, keep: null);
        var largest = order.Length == 0 ? 0 : Math.Abs(pairs.Values[order[0]]);
        var room = Math.Min(_plan.Branch, _plan.Budget - Nodes.Count);
        foreach (var (place, index) in order.Index())
        {
            if (place < room && Math.Abs(pairs.Values[index]) > Nothing * largest)
                Add(Child(node, stage, pairs, index, all == 0 ? 0 : weights[index] / all, means[index]));
            else if (stage.Moments is not null)
                node.Pruned += pairs.Values[index] * means[index];
        }

        node.IsWhole = node.Children.Count == order.Count(index => Math.Abs(pairs.Values[index]) > Nothing * largest);
    }

    // A root is a functional of the outputs themselves; any other node is one of [h; ρ] of the layer above.
    private Matrix FormOf(TreeNode node, TreeStage stage)
    {
        double[] vector = [.. node.Vector];
        return node.Parent is null ? stage.Form(vector, 0) : stage.Form(vector.AsSpan(..^1), vector[^1] * _stages[node.Layer].Unit);
    }

    private TreeNode Child(TreeNode parent, TreeStage stage, EigenPairs pairs, int index, double share, double mean)
    {
        double[] vector = [.. pairs.Vectors.Row(index)];
        if (stage.SignOf(vector) < 0)
            vector = Array.ConvertAll(vector, component => -component);

        var isLeaf = parent.Layer == 1;
        var latent = vector.AsSpan(..^1);
        return new TreeNode(Nodes.Count, parent, parent.Layer - 1, pairs.Values[index], vector)
        {
            Share = share,
            Score = parent.Score * share,
            MeanActivation = stage.Moments is null ? 0 : pairs.Values[index] * mean,
            Picture = isLeaf ? stage.Path.E.Transpose().Times(latent) : [],
            Offset = isLeaf ? Vectors.Dot(latent, stage.Path.InputOffset) + (vector[^1] * stage.Unit) : 0,
        };
    }
}
