namespace Bilinear.Spectral;

/// <summary>
/// A node of a tree of a model of texts: a functional f = w·x + w₀ of the residual stream x at one place. It adds f to its parent's functional, or λf² where it is an
/// eigenvector of a bilinear layer; the first node is the logit itself.
/// </summary>
public sealed class StreamNode
{
    private readonly List<StreamNode> _children = [];

    internal StreamNode(int index, StreamNode? parent)
    {
        (Index, Parent) = (index, parent);
        parent?._children.Add(this);
    }

    /// <summary>The node's index in the order of growth; 0 is the logit.</summary>
    public int Index { get; }

    /// <summary>The node to whose functional this one adds; null for the logit.</summary>
    public StreamNode? Parent { get; }

    /// <summary>What adds it; null for the logit.</summary>
    public LogitTermKind? Kind { get; internal init; }

    /// <summary>The path of the layer that adds it; empty for the logit, the embedding and the head's bias.</summary>
    public string Branch { get; internal init; } = "";

    /// <summary>The place of that layer among the branches of the stream; −1 for the logit, the embedding and the head's bias.</summary>
    public int Place { get; internal init; } = -1;

    /// <summary>The number of the head within its attention, or of the eigenvector within its layer, counted from the largest |λ|; −1 for another kind.</summary>
    public int Number { get; internal init; } = -1;

    /// <summary>The position whose stream it reads; −1 in a tree without a text.</summary>
    public int Position { get; internal init; } = -1;

    /// <summary>λ of an eigenvector; 1 for another kind.</summary>
    public double Eigenvalue { get; internal init; } = 1;

    /// <summary>w, over the stream that the node reads, with the scales of the norms and the pattern of a head in it; empty for a bias and for a gated layer.</summary>
    public IReadOnlyList<double> Vector { get; internal init; } = [];

    /// <summary>w₀, what biases add to f.</summary>
    public double Offset { get; internal init; }

    /// <summary>How many branches have added to the stream that the node reads; 0 is the embedding.</summary>
    public int Reads { get; internal init; }

    /// <summary>f at the position; zero in a tree without a text.</summary>
    public double Feature { get; internal init; }

    /// <summary>What the node adds to its parent's f at the position: λf² of an eigenvector, else f. It is zero in a tree without a text.</summary>
    public double Value { get; internal init; }

    /// <summary>The node's share among all siblings, in the tree or not: |value| / Σ|value|, or without a text |λ| and |w| in place of the values, which is what a stream of length 1 makes of them at most.</summary>
    public double Share { get; internal init; } = 1;

    /// <summary>The product of the shares on the path from the logit, which decides the order of growth.</summary>
    public double Score { get; internal init; } = 1;

    /// <summary>Whether nothing stands behind it: the embedding of a token, a bias, a gated layer as a whole, or a functional of the embedding alone.</summary>
    public bool IsLeaf => Vector.Count == 0 || Reads == 0;

    /// <summary>The parts of the node's functional that are in the tree, the largest share first; empty for a leaf, and for a node that the budget did not reach.</summary>
    public IReadOnlyList<StreamNode> Children => _children;

    /// <summary>What the parts that are not in the tree add to f at the position; zero without a text, and for a node without children.</summary>
    public double Rest { get; internal set; }

    /// <summary>How many parts are not in the tree; zero for a node without children.</summary>
    public int RestCount { get; internal set; }

    /// <summary>f from the leaves up: the sum of what the children add, and of <see cref="Rest"/>; of a node without children <see cref="Feature"/>.</summary>
    internal double FromLeaves()
    {
        if (_children.Count == 0)
            return Feature;
        var sum = Rest;
        foreach (var child in _children)
            sum += child.Kind == LogitTermKind.Eigenvector ? child.Eigenvalue * Math.Pow(child.FromLeaves(), 2) : child.FromLeaves();
        return sum;
    }
}
