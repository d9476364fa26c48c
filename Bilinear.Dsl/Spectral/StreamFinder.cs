using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Spectral;

/// <summary>
/// Finds the residual stream that leads to an output: back from the head over sums to the embedding, then forward, where each sum adds one branch
/// or several side by side.
/// </summary>
internal sealed class StreamFinder
{
    private readonly FlowTrace _trace;
    private readonly ParameterPlaces _places;
    private readonly List<StreamBranch> _branches = [];

    // The number of branches in each value of the stream.
    private readonly Dictionary<FlowNode, int> _counts = [];

    private StreamFinder(BoundModel model, FlowTrace trace) => (_trace, _places) = (trace, new ParameterPlaces(model));

    /// <param name="obstacle">What stands there instead of a stream, in words; null for a stream.</param>
    public static ResidualStream? Find(BoundModel model, FlowTrace trace, int output, out string? obstacle)
    {
        var finder = new StreamFinder(model, trace);
        var head = trace.Outputs[output];
        obstacle = head.Layer is BoundLinear or BoundUnembedding ? null : head.Described(model);
        if (obstacle is not null)
            return null;

        var (stream, norm) = finder.BeforeNorm(head.Inputs[0]);
        var (embedding, wrong) = finder.Read(stream);
        obstacle = wrong?.Described(model);
        return wrong is null ? new ResidualStream(finder._places.Of(((BoundEmbedding)embedding!.Layer!).Weight), finder._branches, norm, finder._places.Of(head.Layer!)) : null;
    }

    /// <summary>Reads the stream that ends in a value: the embedding that it begins with, or what is none of it.</summary>
    private (FlowNode? Embedding, FlowNode? Obstacle) Read(FlowNode end)
    {
        var sums = new Stack<FlowNode>();
        while (end.IsSum)
        {
            sums.Push(end);
            FlowNode[] streams = [.. end.Inputs.Where(input => input.IsSum || input.Layer is BoundEmbedding)];
            if (streams.Length != 1)
                return (null, end);
            end = streams[0];
        }

        if (end.Layer is not BoundEmbedding || end.Inputs[0] != _trace.Input)
            return (null, end);
        _counts.Add(end, 0);
        var stream = end;
        foreach (var sum in sums)
        {
            foreach (var input in sum.Inputs.Where(input => input != stream))
            {
                if (Branch(input) is { } obstacle)
                    return (null, obstacle);
            }

            _counts.Add(sum, _branches.Count);
            stream = sum;
        }

        return (end, null);
    }

    /// <summary>Adds what gives a value that is added to the stream; what is in the way where that is no branch.</summary>
    private FlowNode? Branch(FlowNode added)
    {
        var maps = new List<AffineMap>();
        var node = added;
        for (; node.Layer is BoundLinear linear; node = node.Inputs[0])
            maps.Insert(0, _places.Of(linear));
        if (node.Layer is not (BoundGlu or BoundAttention) || (node.Layer is BoundAttention && maps.Count > 0))
            return node;

        var (stream, norm) = BeforeNorm(node.Inputs[0]);
        if (!_counts.TryGetValue(stream, out var reads))
            return stream;
        _branches.Add(node.Layer switch
        {
            BoundAttention attention => new AttentionBranch(
                attention.Path, norm, reads, (int)attention.Heads, (int)attention.KeyHeads, attention.Causal, attention.Rope, attention.Scores,
                _places.Of(attention.Query), _places.Of(attention.Key), _places.Of(attention.Value), _places.Of(attention.Out)),
            var gated => new GatedBranch(added.Layer!.Path, norm, reads, gated!.Path, ((BoundGlu)gated).Gate, _places.Of(gated), maps),
        });
        return null;
    }

    // A norm whose scale is still measured is none of a stream's: the model that training makes of this one has a stream without it.
    private (FlowNode Stream, StreamNorm? Norm) BeforeNorm(FlowNode node) => node.Layer is BoundRmsNorm { Scale: null } norm
        ? (node.Inputs[0], new StreamNorm(_places.OfOptional(norm.Gain), norm.Epsilon))
        : (node, null);
}
