using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>
/// A training graph of operators in any order: what no program lowers to (slices of sums, parts in two concatenations, reshapes of
/// parts, results that are returned twice) and a pass must get right all the same.
/// </summary>
internal sealed class RandomGraph
{
    private readonly Random _random;
    private readonly GraphBuilder _builder = new();
    private readonly List<ParameterSymbol> _symbols = [];
    private readonly List<Value> _values = [];

    private RandomGraph(int seed) => _random = new Random(seed);

    public static Graph Training(int seed, int operators) => new RandomGraph(seed).Build(operators);

    private Graph Build(int operators)
    {
        var takesTexts = _random.Next(4) == 0;
        _values.Add(takesTexts ? Append(new Embed(), Input(ElementType.I32, 3), Parameter(5, 4)) : Input(ElementType.F32, 3, 4));
        for (var i = 0; i < operators; i++)
            _values.Add(Next());
        return takesTexts ? WithLinearLoss(_values[^1]) : WithLoss(_values[^1]);
    }

    private Value Input(ElementType element, params long[] dims) => _builder.Append(new Input(0, TensorType.Batched(new TensorShape(element, dims))), At("x"));

    /// <summary>The embedding's table again, where it fits; else weights of its own, and perhaps a bias.</summary>
    private Graph WithLinearLoss(Value x)
    {
        var table = _values[0].Inputs[1];
        var weight = x.Type.Columns == table.Type.Columns ? table : Parameter(6, x.Type.Columns);
        Value[] bias = _random.Next(2) == 0 ? [Parameter(weight.Type.Rows)] : [];
        var target = _builder.Append(new Target(0, TypeRules.LabelsOf(x.Type)!), At("target"));
        var loss = _builder.Append(new LinearCrossEntropy(), At("loss"), [x, weight, .. bias, target]);
        return _builder.Build("Random", StageSpec.Training, _symbols, [new(OutputRole.Loss, "loss", loss)]);
    }

    private Graph WithLoss(Value output)
    {
        var target = _builder.Append(new Target(0, output.Type), At("target"));
        var loss = _builder.Append(new SquaredError(), At("loss"), output, target);
        return _builder.Build("Random", StageSpec.Training, _symbols, [new(OutputRole.Output, "y", output), new(OutputRole.Loss, "loss", loss)]);
    }

    private Value Next()
    {
        var x = Any();
        switch (_random.Next(18))
        {
            case 0 or 1:
                return Append(new MatMul(TransposeRight: true), x, Parameter(_random.Next(1, 4) * 2, x.Type.Columns));
            case 2:
                return Append(new MatMul(), x, Parameter(x.Type.Columns, _random.Next(1, 6)));
            case 3:
                return Append(new Add(), x, AnyLike(x));
            case 4:
                return Append(new Multiply(), x, AnyLike(x));
            case 5:
                return Append(new Scale(_random.Next(1, 4) / 2.0), x);
            case 6:
                return Append(new Unary(_random.Next(2) == 0 ? PointwiseFunction.Silu : PointwiseFunction.Gelu), x);
            case 7:
                return Append(new Add(), x, Append(new Broadcast(x.Type), Parameter(x.Type.Columns)));
            case 8:
                return Append(new RmsNorm(1e-8), x);
            case 9:
                return Append(new Reshape(new TensorShape(ElementType.F32, Axes(x.Type.Shape.Count))), x);
            case 10:
                var start = _random.NextInt64(x.Type.Columns);
                return Append(new Slice(start, _random.NextInt64(1, x.Type.Columns - start + 1)), x);
            case 11 or 12:
                return Halves(x);
            case 13 when x.Type.Dims.Count == 2 && x.Type.Columns % 2 == 0:
                return Append(new Rotate(1, 20), x);
            case 14 or 15 when x.Type.Dims.Count == 2:
                return Attention(x);
            case 16:
                return Measured(x);
            default:
                return Append(new Concat(), [.. Enumerable.Range(0, _random.Next(2, 4)).Select(i => i == 0 ? x : AnyWithRowsOf(x))]);
        }
    }

    /// <summary>A gated unit, whose halves others may use as well.</summary>
    private Value Halves(Value x)
    {
        var half = _random.Next(1, 4);
        var stacked = Append(new MatMul(TransposeRight: true), x, Parameter(2 * half, x.Type.Columns));
        if (_random.Next(2) == 0)
            stacked = Append(new Add(), stacked, Append(new Broadcast(stacked.Type), Parameter(2 * half)));
        var (left, right) = (Append(new Slice(0, half), stacked), Append(new Slice(half, half), stacked));
        if (_random.Next(2) == 0)
            _values.AddRange([left, right]);
        return Append(new Multiply(), _random.Next(2) == 0 ? Append(new Unary(PointwiseFunction.Silu), left) : Annealed(left), right);
    }

    private Value Annealed(Value x)
    {
        var sharpened = Append(new Multiply(), x, Append(new Broadcast(x.Type), Append(new Sharpness(x.Type.Columns))));
        var scaled = Append(new Multiply(), x, Append(new Broadcast(x.Type), Parameter(x.Type.Columns)));
        return Append(new Multiply(), scaled, Append(new Unary(PointwiseFunction.Logistic), sharpened));
    }

    private Value Measured(Value x)
    {
        var squares = Append(new SumRows(), Append(new Multiply(), x, x));
        var scale = Append(new BatchScale(x.Type, new MeasuredSpec(_random.Next(2) == 0, 1e-3)), squares, Parameter(x.Type.Columns));
        return Append(new Multiply(), x, Append(new Broadcast(x.Type), scale));
    }

    /// <summary>Heads of two numbers; one of keys and values serves one or two of queries.</summary>
    private Value Attention(Value x)
    {
        var shape = new AttentionShape(2, _random.Next(1, 3), _random.Next(2) == 0, _random.Next(2) == 0 ? AttentionScores.Softmax : AttentionScores.Bilinear);
        return Append(new Attention(shape), Map(4 * shape.Factors), Map(2 * shape.KeyHeads * shape.Factors), Map(2 * shape.KeyHeads));

        Value Map(long columns) => Append(new MatMul(TransposeRight: true), x, Parameter(columns, x.Type.Columns));
    }

    private long[] Axes(long count)
    {
        var divisors = Enumerable.Range(1, (int)count).Where(rows => count % rows == 0).ToList();
        var rows = divisors[_random.Next(divisors.Count)];
        return rows == 1 ? [count] : [rows, count / rows];
    }

    /// <summary>The later ones more often, so that graphs are deep.</summary>
    private Value Any() => _values[_random.Next(Math.Max(0, _values.Count - 6), _values.Count)];

    private Value AnyLike(Value x) => OneOf(_values.Where(value => value.Type == x.Type));

    private Value AnyWithRowsOf(Value x) => OneOf(_values.Where(value => value.Type.HasRowsOf(x.Type)));

    private Value OneOf(IEnumerable<Value> values)
    {
        var list = values.ToList();
        return list[_random.Next(list.Count)];
    }

    private Value Parameter(params long[] dims)
    {
        var symbol = new ParameterSymbol($"p{_symbols.Count}", dims, dims[^1], ParameterInit.UniformFanIn, default);
        _symbols.Add(symbol);
        return _builder.Append(new Parameter(_symbols.Count - 1, symbol), At(symbol.Path));
    }

    private Value Append(Operator op, params IReadOnlyList<Value> inputs) => _builder.Append(op, At(op.Mnemonic), inputs);

    private static Origin At(string name) => new(name, "", default);
}
