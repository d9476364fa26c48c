using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Trees.Texts;

/// <summary>Evaluates a tree of the weights on a text; what is not in the tree counts as zero.</summary>
internal sealed class StreamSums(StreamNumbers numbers, StreamPass pass)
{
    private readonly Dictionary<(StreamNode Node, int Position), double> _known = [];

    /// <summary>f of a node at a position.</summary>
    public double Of(StreamNode node, int position)
    {
        if (node.IsLeaf)
            return node.Offset + (node.Vector.Count == 0 ? 0 : Vectors.Dot([.. node.Vector], numbers.Embedding.Row(pass.TokenAt(position))));
        if (_known.TryGetValue((node, position), out var known))
            return known;
        var sum = 0.0;
        foreach (var child in node.Children)
            sum += Added(child, position);
        return _known[(node, position)] = sum;
    }

    // What a child adds to its parent's f.
    private double Added(StreamNode child, int position)
    {
        if (child.Kind == LogitTermKind.Eigenvector)
            return child.Eigenvalue * Math.Pow(Of(child, position), 2);
        if (child.Kind != LogitTermKind.AttentionHead)
            return Of(child, position);
        var (patterns, sum) = (pass.PatternsOf(child.Place, position), 0.0);
        for (var from = 0; from < patterns.Columns; from++)
        {
            if (patterns[child.Number, from] is var weight && weight != 0)
                sum += weight * Of(child, from);
        }

        return sum;
    }
}
