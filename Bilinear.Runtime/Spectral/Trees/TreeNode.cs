namespace Bilinear.Spectral;

/// <summary>
/// One functional f(ĥ) = v·ĥ of a layer's input ĥ = [h; ρ], or, for a root, one output. Its parent is Σ λ f² over all of the
/// parent's eigenvectors, of which the children are those with the largest |λ|.
/// </summary>
public sealed class TreeNode
{
    private readonly List<TreeNode> _children = [];

    internal TreeNode(int index, TreeNode? parent, int layer, double value, double[] vector)
    {
        (Index, Parent, Layer, Value, Vector) = (index, parent, layer, value, vector);
        parent?._children.Add(this);
    }

    /// <summary>The node's index in the order of growth, outputs first.</summary>
    public int Index { get; }

    /// <summary>The node whose eigenvector this is; null for an output.</summary>
    public TreeNode? Parent { get; }

    /// <summary>The index of the bilinear layer on whose input the node is a functional, from 0; for an output, the number of layers.</summary>
    public int Layer { get; }

    /// <summary>The eigenvalue λ; 1 for an output.</summary>
    public double Value { get; }

    /// <summary>The eigenvector v in the coordinates [h; ρ], of length 1; for an output its unit vector, without ρ.</summary>
    public IReadOnlyList<double> Vector { get; }

    /// <summary>The node's share |λ|m / Σ|λ|m among all siblings, kept or not, with m = mean f² over the data, or 1 without data; 1 for an output.</summary>
    public double Share { get; internal init; } = 1;

    /// <summary>The product of the shares on the path from the output, which decides the order of growth.</summary>
    public double Score { get; internal init; } = 1;

    /// <summary>λ · mean f² over the data, the node's mean contribution to its parent; for an output its mean. It is zero without data.</summary>
    public double MeanActivation { get; internal init; }

    /// <summary>Whether the node is a functional of the first layer's input, and so of the model's.</summary>
    public bool IsLeaf => Layer == 0;

    /// <summary>The children, strongest first; empty for a leaf, and for a node that the budget did not reach.</summary>
    public IReadOnlyList<TreeNode> Children => _children;

    /// <summary>A leaf's vector seen in the model's input, so that f = picture·x + <see cref="Offset"/>; empty for other nodes.</summary>
    public IReadOnlyList<double> Picture { get; internal init; } = [];

    /// <summary>A leaf's value f for an input of zeros; 0 for other nodes.</summary>
    public double Offset { get; internal init; }

    /// <summary>The sum of the mean activations of the eigenvectors that are not among the children.</summary>
    internal double Pruned { get; set; }

    /// <summary>Whether all eigenvectors of the node's form are among the children.</summary>
    internal bool IsWhole { get; set; }

    /// <summary>Whether f is known in the tree of the first <paramref name="nodes"/> nodes.</summary>
    internal bool IsKnown(int nodes) => Index < nodes && (IsLeaf || (_children.Count > 0 && _children[0].Index < nodes));
}
