using System.Globalization;
using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>The names that a program gives to what it computes, in the order in which it is computed.</summary>
internal sealed class ValueNames
{
    private readonly List<NamedValue> _all = [];
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);

    public IReadOnlyList<NamedValue> All => _all;

    /// <summary>Names a value; the input, under whatever name and shape, is none that is computed.</summary>
    public void Add(string name, Value value)
    {
        if (IsInput(value))
            return;
        _uses.TryGetValue(name, out var uses);
        _uses[name] = ++uses;
        _all.Add(new NamedValue(uses == 1 ? name : $"{name}@{uses.ToString(CultureInfo.InvariantCulture)}", value));
    }

    private static bool IsInput(Value value)
    {
        while (value.Operator is Reshape)
            value = value.Inputs[0];
        return value.Operator is Input;
    }
}
