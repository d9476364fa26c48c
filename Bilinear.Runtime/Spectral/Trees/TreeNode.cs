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

    /// <summary>Its place in the order of growth: outputs first.</summary>
    public int Index { get; }

    /// <summary>Null for an output.</summary>
    public TreeNode? Parent { get; }

    /// <summary>Of which bilinear layer's input it is a functional, from 0; for an output, how many layers there are.</summary>
    public int Layer { get; }

    /// <summary>λ; 1 for an output.</summary>
    public double Value { get; }

    /// <summary>v in the coordinates [h; ρ], of length 1; for an output its unit vector, without ρ.</summary>
    public IReadOnlyList<double> Vector { get; }

    /// <summary>|λ|m beside the sum of it over all siblings, kept or not, with m = mean f² over the data, or 1 without; 1 for an output.</summary>
    public double Share { get; internal init; } = 1;

    /// <summary>The product of the shares on the way from the output: what decides the order of growth.</summary>
    public double Score { get; internal init; } = 1;

    /// <summary>λ · mean f² over the data: what it adds to its parent in the mean; for an output its mean. Zero without data.</summary>
    public double MeanActivation { get; internal init; }

    /// <summary>A functional of the first layer's input, and so of the model's.</summary>
    public bool IsLeaf => Layer == 0;

    /// <summary>Strongest first; empty for a leaf, and where the budget ended before its turn.</summary>
    public IReadOnlyList<TreeNode> Children => _children;

    /// <summary>Of a leaf: v seen in the model's input, so that f = picture·x + <see cref="Offset"/>; empty for others.</summary>
    public IReadOnlyList<double> Picture { get; internal init; } = [];

    /// <summary>Of a leaf: what f is for an input of zeros.</summary>
    public double Offset { get; internal init; }

    /// <summary>Mean activations of the eigenvectors that are not among the children, all together.</summary>
    internal double Pruned { get; set; }

    /// <summary>Are all eigenvectors of its form among the children?</summary>
    internal bool IsWhole { get; set; }

    /// <summary>Is f known in the tree of the first <paramref name="nodes"/> nodes?</summary>
    internal bool IsKnown(int nodes) => Index < nodes && (IsLeaf || (_children.Count > 0 && _children[0].Index < nodes));
}
