using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Fusion;

/// <summary>Who reads a value.</summary>
internal sealed class ValueUses
{
    private readonly List<Value>[] _readers;
    private readonly HashSet<Value> _returned;
    private readonly HashSet<Value> _kept;

    /// <param name="kept">Values that must lie in memory whoever reads them.</param>
    public ValueUses(Graph graph, params IEnumerable<Value> kept)
    {
        _kept = [.. kept];
        _readers = [.. graph.Values.Select(_ => new List<Value>())];
        foreach (var value in graph.Values)
        {
            foreach (var input in value.Inputs)
                _readers[input.Id].Add(value);
        }

        _returned = [.. graph.Outputs.Select(output => output.Value)];
    }

    /// <summary>Once for each time that it is read.</summary>
    public IReadOnlyList<Value> Of(Value value) => _readers[value.Id];

    public bool IsReturned(Value value) => _returned.Contains(value);

    public bool IsKept(Value value) => _kept.Contains(value);

    /// <summary>
    /// Whether somebody wants the value in memory. Only pointwise operators do not: they can take it out of the registers of
    /// the call that computes it.
    /// </summary>
    public bool NeedsMemory(Value value) => IsReturned(value) || IsKept(value) || Of(value).Any(reader => !Pointwise.Is(reader.Operator));
}
