using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>
/// What names mean inside a header and a body, or what a call was given: arguments, and size variables.
/// A value is null where it is not known: it was wrong and has been reported, or the body is checked without being used.
/// </summary>
internal sealed class ValueScope
{
    private readonly Dictionary<string, (ArgumentSymbol Symbol, ArgumentValue? Value)> _arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long?> _sizes = new(StringComparer.Ordinal);

    /// <summary>False where there are none to see: in <c>decompose</c>, in an instance of a model.</summary>
    public bool SeesArguments { get; private init; } = true;

    public IEnumerable<(ArgumentSymbol Symbol, ArgumentValue? Value)> Arguments => _arguments.Values;

    public IEnumerable<string> Names => _arguments.Keys;

    /// <summary>The names that may stand in a size.</summary>
    public IEnumerable<string> SizeNames =>
        _arguments.Values.Where(argument => argument.Symbol.Type is ArgumentType.Dim or ArgumentType.Int).Select(argument => argument.Symbol.Name).Concat(_sizes.Keys);

    public static ValueScope OutsideOfBodies() => new() { SeesArguments = false };

    /// <summary>A body's scope when nothing is known of how it is used.</summary>
    public static ValueScope Unknown(IEnumerable<ArgumentSymbol> signature)
    {
        var scope = new ValueScope();
        foreach (var argument in signature)
            scope.Set(argument, null);
        return scope;
    }

    /// <summary>The same arguments, for one use of a block; its size variables are its own.</summary>
    public ValueScope Copy()
    {
        var copy = new ValueScope();
        foreach (var (symbol, value) in Arguments)
            copy.Set(symbol, value);
        return copy;
    }

    public void Set(ArgumentSymbol symbol, ArgumentValue? value) => _arguments[symbol.Name] = (symbol, value);

    public void SetSize(string name, long? value) => _sizes[name] = value;

    public bool TryFind(string name, out (ArgumentSymbol Symbol, ArgumentValue? Value) argument) => _arguments.TryGetValue(name, out argument);

    public bool TryFindSize(string name, out long? size) => _sizes.TryGetValue(name, out size);

    public bool Contains(string name) => _arguments.ContainsKey(name);

    public bool Bool(string name) => Value(name) is BoolValue { Value: true };

    public double? Number(string name) => Value(name) switch
    {
        NumberValue number => number.Value,
        IntegerValue integer => integer.Value,
        _ => null,
    };

    public long? Integer(string name) => (Value(name) as IntegerValue)?.Value;

    public Gate Gate(string name) => Value(name) is GateValue gate ? gate.Value : Symbols.Gate.None;

    public AttentionScores Scores(string name) => Value(name) is ScoresValue scores ? scores.Value : AttentionScores.Softmax;

    public NormScale Scale(string name) => Value(name) is ScaleValue scale ? scale.Value : NormScale.Position;

    public NoiseSpec Noise(string name) => Value(name) is NoiseValue noise ? noise.Value : NoiseSpec.None;

    public (double First, double Second)? Pair(string name) => Value(name) is PairValue pair ? (pair.First, pair.Second) : null;

    private ArgumentValue? Value(string name) => TryFind(name, out var argument) ? argument.Value : null;
}
