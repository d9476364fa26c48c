using Bilinear.Serialization;

namespace Bilinear.Spectral.Trees;

/// <summary>A tree as the tensors of a file: one row per node, in the order of growth.</summary>
internal static class TreeTensors
{
    /// <param name="prefix">The prefix of every tensor's name: <c>head.tree</c>.</param>
    public static IEnumerable<NamedTensor> Of(string prefix, SpectralTree tree)
    {
        var nodes = tree.Nodes;
        yield return Column("parents", node => node.Parent?.Index ?? -1);
        yield return Column("layers", node => node.Layer);
        yield return Column("values", node => node.Value);
        yield return Column("shares", node => node.Share);
        yield return Column("scores", node => node.Score);
        yield return Column("whole", node => node.IsWhole ? 1 : 0);
        if (tree.DataOrigin is not null)
        {
            yield return Column("mean_activations", node => node.MeanActivation);
            yield return Column("pruned", node => node.Pruned);
        }

        // Vectors of one layer have one length: which nodes they are of stands beside them.
        foreach (var layer in nodes.Where(node => node.Parent is not null).GroupBy(node => node.Layer).OrderBy(group => group.Key))
        {
            TreeNode[] members = [.. layer];
            yield return new NamedTensor($"{prefix}.{layer.Key}.nodes", [members.Length], members.Select(node => (float)node.Index).ToArray());
            yield return new NamedTensor($"{prefix}.{layer.Key}.vectors", [members.Length, members[0].Vector.Count], Single(members.SelectMany(node => node.Vector)));
            if (layer.Key > 0)
                continue;
            yield return new NamedTensor($"{prefix}.0.pictures", [members.Length, members[0].Picture.Count], Single(members.SelectMany(node => node.Picture)));
            yield return new NamedTensor($"{prefix}.0.offsets", [members.Length], Single(members.Select(node => node.Offset)));
        }

        yield return new NamedTensor($"{prefix}.units", [tree.Layers], Single(tree.Units));
        if (tree.Curve is not { Count: > 0 and var points } curve)
            yield break;
        yield return new NamedTensor($"{prefix}.curve.nodes", [points], curve.Select(fit => (float)fit.Nodes).ToArray());
        yield return new NamedTensor($"{prefix}.curve.r2", [points], Single(curve.Select(fit => fit.R2)));
        yield return new NamedTensor($"{prefix}.curve.output_r2", [points, tree.Outputs], Single(curve.SelectMany(fit => fit.OutputR2)));
        yield return new NamedTensor($"{prefix}.curve.same_argmax", [points], Single(curve.Select(fit => fit.SameArgmax)));
        yield return new NamedTensor($"{prefix}.curve.largest_error", [points], Single(curve.Select(fit => fit.LargestError)));

        NamedTensor Column(string name, Func<TreeNode, double> part) => new($"{prefix}.{name}", [nodes.Count], Single(nodes.Select(part)));
    }

    private static float[] Single(IEnumerable<double> values) => [.. values.Select(value => (float)value)];
}
