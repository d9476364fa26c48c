using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>Appends values one by one, each with its inferred type.</summary>
public sealed class GraphBuilder
{
    private readonly List<Value> _values;

    public GraphBuilder() => _values = [];

    /// <summary>Goes on where another graph ended; its values belong to both.</summary>
    public GraphBuilder(Graph prefix) => _values = [.. prefix.Values];

    /// <summary>How many values there are: the next one's id.</summary>
    public int Count => _values.Count;

    /// <exception cref="ArgumentException">The inputs do not fit the operator.</exception>
    public Value Append(Operator op, Origin origin, params IReadOnlyList<Value> inputs)
    {
        var type = TypeRules.Infer(op, inputs)
            ?? throw new ArgumentException($"{op.Mnemonic} does not take ({string.Join(", ", inputs.Select(input => input.Type))}); give it inputs that fit, as TypeRules states them.", nameof(inputs));
        var value = new Value(_values.Count, op, inputs, type, origin);
        _values.Add(value);
        return value;
    }

    public Graph Build(string name, StageSpec stage, IReadOnlyList<ParameterSymbol> parameters, IReadOnlyList<GraphOutput> outputs) =>
        new(name, stage, [.. _values], [.. _values.Where(value => value.Operator is Input or Target)], parameters, outputs);
}
