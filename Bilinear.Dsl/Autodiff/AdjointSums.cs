using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Autodiff;

/// <summary>The adjoint of each value: the sum of what its uses add, in the order in which they come.</summary>
internal sealed class AdjointSums
{
    private readonly GraphBuilder _builder;
    private readonly Value?[] _sums;
    private readonly int[] _usesToCome;

    public AdjointSums(Graph graph, GraphBuilder builder)
    {
        _builder = builder;
        _sums = new Value?[graph.Values.Count];
        _usesToCome = new int[graph.Values.Count];
        foreach (var input in graph.Values.SelectMany(value => value.Inputs))
            _usesToCome[input.Id]++;
    }

    /// <summary>The adjoint of a value so far; null where nothing has come in.</summary>
    public Value? this[Value value] => value.Id < _sums.Length ? _sums[value.Id] : null;

    /// <summary>The origin of what comes next for a value: all of its adjoint, or a part.</summary>
    public Origin OriginOf(Value value) => IsLast(value) && _sums[value.Id] is null ? value.Origin.Adjoint() : value.Origin.Adjoint().Part();

    public void Add(Value value, Value part)
    {
        var name = value.Origin.Adjoint();
        _sums[value.Id] = _sums[value.Id] is { } others ? _builder.Append(new Add(), IsLast(value) ? name : name.Part(), others, part) : part;
        _usesToCome[value.Id]--;
    }

    private bool IsLast(Value value) => _usesToCome[value.Id] == 1;
}
