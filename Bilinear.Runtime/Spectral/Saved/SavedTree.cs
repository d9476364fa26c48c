using Bilinear.Serialization;

namespace Bilinear.Spectral.Saved;

/// <summary>The entry <c>tree</c> of a file of spectra, checked against its plan.</summary>
internal sealed class SavedTree
{
    /// <exception cref="SafeTensorsException">The file has no such entry, it was made for another plan, or its nodes are no tree.</exception>
    public SavedTree(SavedSpectra file, TreePlan plan)
    {
        var prefix = $"{plan.Name}.tree";
        foreach (var (key, planned) in new[] { ("branch", plan.Branch), ("budget", plan.Budget) })
        {
            if (file.Text($"{prefix}.{key}") != $"{planned}")
                throw new SafeTensorsException(file.Path, $"its tree of `{plan.Name}` has the {key} {file.Text($"{prefix}.{key}")}, and the decompose block asks for {planned}: decompose the weights anew.");
        }

        DataOrigin = file.TextOrNull($"{prefix}.data") is { } data ? (data, file.Text($"{prefix}.data_checksum")) : null;
        Units = file.Read($"{prefix}.units", file.Shape($"{prefix}.units", 1));
        Nodes = ReadNodes(file, prefix);
        Curve = file.Has($"{prefix}.curve.nodes") ? ReadCurve(file, $"{prefix}.curve", Nodes.Count(node => node.Parent is null)) : [];
    }

    public IReadOnlyList<TreeNode> Nodes { get; }

    /// <inheritdoc cref="SpectralTree.Units"/>
    public IReadOnlyList<double> Units { get; }

    public IReadOnlyList<TreeFit> Curve { get; }

    /// <inheritdoc cref="SpectralTree.DataOrigin"/>
    public (string Name, string Checksum)? DataOrigin { get; }

    private TreeNode[] ReadNodes(SavedSpectra file, string prefix)
    {
        var parents = file.Read($"{prefix}.parents", file.Shape($"{prefix}.parents", 1));
        var nodes = new TreeNode[parents.Length];
        var (layers, values, shares) = (Column("layers"), Column("values"), Column("shares"));
        var (scores, whole) = (Column("scores"), Column("whole"));
        var (activations, pruned) = DataOrigin is null ? (new double[nodes.Length], new double[nodes.Length]) : (Column("mean_activations"), Column("pruned"));
        var vectors = Enumerable.Range(0, Units.Count).Select(layer => Vectors(file, prefix, layer)).ToList();
        var (pictures, offsets) = Leaves(file, prefix);
        var outputs = parents.Count(parent => parent < 0);
        for (var index = 0; index < nodes.Length; index++)
        {
            // A parent grew before its children, and is a functional of the layer behind theirs.
            var parent = parents[index] < 0 ? null : parents[index] < index ? nodes[(int)parents[index]] : throw Damaged(index);
            var layer = (int)layers[index];
            if ((parent is null ? Units.Count : parent.Layer - 1) != layer || layer < 0 || (parent is null && index >= outputs))
                throw Damaged(index);
            var vector = parent is null ? Unit(index, outputs) : vectors[layer].GetValueOrDefault(index) ?? throw Damaged(index);
            nodes[index] = new TreeNode(index, parent, layer, values[index], vector)
            {
                Share = shares[index],
                Score = scores[index],
                MeanActivation = activations[index],
                Pruned = pruned[index],
                IsWhole = whole[index] != 0,
                Picture = layer == 0 ? pictures.GetValueOrDefault(index) ?? throw Damaged(index) : [],
                Offset = layer == 0 ? offsets[index] : 0,
            };
        }

        return nodes;

        double[] Column(string name) => file.Read($"{prefix}.{name}", parents.Length);

        SafeTensorsException Damaged(int index) => new(file.Path, $"its nodes of '{prefix}' are no tree: number {index} has no place in it.");
    }

    // The rows of a layer's tensors, by the node that each is of.
    private static Dictionary<int, double[]> Vectors(SavedSpectra file, string prefix, int layer, string name = "vectors")
    {
        if (!file.Has($"{prefix}.{layer}.nodes"))
            return [];
        var nodes = file.Read($"{prefix}.{layer}.nodes", file.Shape($"{prefix}.{layer}.nodes", 1));
        var rows = file.ReadMatrix($"{prefix}.{layer}.{name}", nodes.Length, file.Shape($"{prefix}.{layer}.{name}", 2)[1]);
        return nodes.Index().DistinctBy(node => node.Item).ToDictionary(node => (int)node.Item, node => rows.Row(node.Index).ToArray());
    }

    private static (Dictionary<int, double[]> Pictures, Dictionary<int, double> Offsets) Leaves(SavedSpectra file, string prefix)
    {
        var pictures = Vectors(file, prefix, 0, "pictures");
        if (pictures.Count == 0)
            return (pictures, []);
        var nodes = file.Read($"{prefix}.0.nodes", file.Shape($"{prefix}.0.nodes", 1));
        var offsets = file.Read($"{prefix}.0.offsets", nodes.Length);
        return (pictures, nodes.Index().DistinctBy(node => node.Item).ToDictionary(node => (int)node.Item, node => offsets[node.Index]));
    }

    private static TreeFit[] ReadCurve(SavedSpectra file, string prefix, int outputs)
    {
        var nodes = file.Read($"{prefix}.nodes", file.Shape($"{prefix}.nodes", 1));
        var points = nodes.Length;
        var r2 = file.Read($"{prefix}.r2", points);
        var outputR2 = file.ReadMatrix($"{prefix}.output_r2", points, outputs);
        var (argmax, errors) = (file.Read($"{prefix}.same_argmax", points), file.Read($"{prefix}.largest_error", points));
        return [.. nodes.Select((count, point) => new TreeFit((int)count, outputR2.Row(point).ToArray(), argmax[point], errors[point]) { R2 = r2[point] })];
    }

    private static double[] Unit(int index, int length)
    {
        var unit = new double[length];
        unit[index] = 1;
        return unit;
    }
}
