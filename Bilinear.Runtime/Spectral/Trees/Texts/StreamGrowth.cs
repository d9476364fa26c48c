using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Trees.Texts;

/// <summary>Grows a tree best first: of all nodes that have no children yet, the one with the largest score gets them.</summary>
internal sealed class StreamGrowth
{
    // A part below this share of the largest is rounding.
    private const double Nothing = 1e-14;

    private readonly StreamNumbers _numbers;
    private readonly IStreamMeasure _measure;
    private readonly int _branch;
    private readonly int _budget;
    private readonly PriorityQueue<StreamNode, (double, int)> _waiting = new();

    public StreamGrowth(StreamNumbers numbers, IStreamMeasure measure, int branch, int budget)
    {
        (_numbers, _measure, _branch, _budget) = (numbers, measure, branch, budget);
        Add(measure.Root);
        while (Nodes.Count < budget && _waiting.TryDequeue(out var node, out _))
            Grow(node);
    }

    public List<StreamNode> Nodes { get; } = [];

    private void Add(StreamNode node)
    {
        Nodes.Add(node);
        if (!node.IsLeaf && node.Score > 0)
            _waiting.Enqueue(node, (-node.Score, node.Index));
    }

    private void Grow(StreamNode node)
    {
        var terms = _measure.Terms(node).ToList();
        if (node.Offset != 0)
            terms.Add(OffsetOf(node));
        var (all, least) = (terms.Sum(term => term.Size), Nothing * terms.Max(term => term.Size));
        var room = Math.Min(_branch, _budget - Nodes.Count);
        foreach (var term in terms.OrderByDescending(term => term.Size))
        {
            if (term.Size <= least)  // so are all of a node whose parts are all zero
                node.Rest += term.Value;
            else if (node.Children.Count < room)
                Add(Child(node, term, all));
            else
                (node.Rest, node.RestCount) = (node.Rest + term.Value, node.RestCount + 1);
        }
    }

    // The bias of the head, or of the values that a head of an attention reads.
    private static StreamTerm OffsetOf(StreamNode node)
    {
        var kind = node.Kind is null ? LogitTermKind.HeadBias : LogitTermKind.Bias;
        return new StreamTerm(new StreamPart(kind, -1, -1, []) { Constant = node.Offset }, node.Position, [], node.Offset, node.Offset, node.Offset, Math.Abs(node.Offset));
    }

    private StreamNode Child(StreamNode parent, StreamTerm term, double all)
    {
        var (part, share) = (term.Part, term.Size / all);
        var branch = part.Branch < 0 ? null : _numbers.Branches[part.Branch].Branch;
        return new StreamNode(Nodes.Count, parent)
        {
            Kind = part.Kind,
            Branch = branch?.Name ?? "",
            Place = part.Branch,
            Number = part.Index,
            Position = term.Position,
            Eigenvalue = part.Eigenvalue,
            Vector = term.Vector,
            Offset = term.Offset,
            Reads = branch?.Reads ?? 0,
            Feature = term.Feature,
            Value = term.Value,
            Share = share,
            Score = parent.Score * share,
        };
    }
}
