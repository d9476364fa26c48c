using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Fusion;

/// <summary>
/// Where each value of a graph lies, if it lies anywhere: parts of a concatenation in columns of the whole, reshapes, slices
/// and broadcasts inside what they look at, every other value in memory of its own.
/// </summary>
internal sealed class Places
{
    private readonly MatrixView[] _views;

    /// <param name="stacked">Products whose slices are accumulators, with memory of their own if any.</param>
    public Places(Graph graph, HashSet<Value> stacked)
    {
        _views = [.. graph.Values.Select(MatrixView.Whole)];
        foreach (var whole in graph.Values.Reverse())
            PlaceParts(whole);
        foreach (var value in graph.Values)
            _views[value.Id] = Look(value, stacked);
    }

    public MatrixView this[Value value] => _views[value.Id];

    private void PlaceParts(Value whole)
    {
        var start = whole.Operator is Pad pad ? pad.Start : 0;
        foreach (var part in whole.Operator is Pad or Concat ? whole.Inputs : [])
        {
            _views[part.Id] = _views[whole.Id].Columnwise(start, part.Type.Columns);
            start += part.Type.Columns;
        }
    }

    private MatrixView Look(Value value, HashSet<Value> stacked) => value switch
    {
        { Operator: Reshape, Inputs: [var x] } => MatrixView.Whole(value) with { Tensor = _views[x.Id].Tensor },
        { Operator: Slice slice, Inputs: [var x] } when !stacked.Contains(x) => _views[x.Id].Columnwise(slice.Start, slice.Length),
        { Operator: Broadcast, Inputs: [var x] } => _views[x.Id] with { RowStride = 0 },
        _ => _views[value.Id],
    };
}
