using Bilinear.Linalg;

namespace Bilinear.Spectral.Trees;

/// <summary>
/// Evaluates the first nodes of a tree on some samples: a leaf is known, a node with known children is f = Σ λ_i f_i² over them,
/// and a node that is not known is replaced by a mean over the data: λ·mean f² of a pruned eigenvector or of a node without
/// children, the mean of an output.
/// </summary>
internal sealed class TreeSums
{
    private readonly IReadOnlyList<TreeNode> _nodes;
    private readonly Matrix _leaves;        // f of every leaf, one row each
    private readonly int[] _rows;           // of each node in _leaves

    /// <param name="latent">The first layer's input h, one row per sample.</param>
    public TreeSums(IReadOnlyList<TreeNode> nodes, double unit, Matrix latent)
    {
        _nodes = nodes;
        _rows = new int[nodes.Count];
        var leaves = nodes.Where(node => node.IsLeaf).ToList();
        var vectors = new Matrix(leaves.Count, latent.Columns);
        for (var row = 0; row < leaves.Count; row++)
        {
            _rows[leaves[row].Index] = row;
            for (var column = 0; column < latent.Columns; column++)
                vectors[row, column] = leaves[row].Vector[column];
        }

        _leaves = vectors.TimesTransposed(latent);
        for (var row = 0; row < leaves.Count; row++)
        {
            foreach (ref var value in _leaves.MutableRow(row))
                value += leaves[row].Vector[^1] * unit;
        }
    }

    /// <summary>The outputs by the first <paramref name="count"/> nodes: [outputs, samples].</summary>
    public Matrix Outputs(int count, int outputs)
    {
        var values = new double[count][];
        for (var index = count - 1; index >= outputs; index--)
            values[index] = _nodes[index].IsLeaf ? _leaves.Row(_rows[index]).ToArray() : Sum(_nodes[index], count, values);

        var result = new Matrix(outputs, _leaves.Columns);
        for (var output = 0; output < outputs; output++)
        {
            var node = _nodes[output];
            if (node.IsKnown(count))
                Sum(node, count, values).CopyTo(result.MutableRow(output));
            else
                result.MutableRow(output).Fill(node.MeanActivation);
        }

        return result;
    }

    private double[] Sum(TreeNode node, int count, double[][] values)
    {
        var sum = new double[_leaves.Columns];
        var mean = node.Pruned;
        foreach (var child in node.Children)
        {
            if (!child.IsKnown(count))
            {
                mean += child.MeanActivation;
                continue;
            }

            var functional = values[child.Index];
            for (var sample = 0; sample < sum.Length; sample++)
                sum[sample] += child.Value * functional[sample] * functional[sample];
        }

        foreach (ref var value in sum.AsSpan())
            value += mean;
        return sum;
    }
}
