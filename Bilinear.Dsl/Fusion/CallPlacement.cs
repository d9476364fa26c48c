using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Fusion;

/// <summary>
/// Finds the call of every value, in the graph's order. A kernel's operator opens a call behind all others. A pointwise
/// operator joins the latest of the calls that compute its operands; all else that it reads comes from earlier calls, so
/// no call ever waits for a later one. Where it does not fit there, a map computes it.
/// </summary>
internal sealed class CallPlacement
{
    /// <summary>Nodes of one expression; a longer one is stored on its way, since sharing within an expression is lost in it.</summary>
    private const int MaxSize = 40;

    /// <summary>Cheap operators in a row that every reader computes again.</summary>
    private const int MaxRecomputed = 4;

    private readonly ValueUses _uses;
    private readonly HashSet<Value> _stacked;
    private readonly Places _places;
    private readonly HashSet<Value> _apart;
    private readonly HashSet<Value> _again;
    private readonly List<CallDraft> _calls = [];

    /// <summary>Calls of kernels with several results, with the values that each reads: the call of one result computes the others.</summary>
    private readonly List<(Kernel Kernel, IReadOnlyList<Value> Inputs, CallDraft Call)> _shared = [];

    /// <summary>For each value the call that has to be over before it can be read; −1 for none.</summary>
    private readonly int[] _ready;

    /// <summary>For each value the expression by which the epilogue of its call computes it; null for what no epilogue computes.</summary>
    private readonly ScalarExpression?[] _expressions;
    private readonly int[] _sizes;
    private readonly int[] _recomputed;
    private readonly bool[] _isWritten;

    /// <param name="apart">Values that may join no call and open their own.</param>
    /// <param name="again">Values that are computed again, and so by no call that stands before them.</param>
    /// <param name="kept">Values that lie in memory, from where alone they are read: what stands there after the call that computes them counts.</param>
    public CallPlacement(Graph graph, HashSet<Value> apart, HashSet<Value> again, IReadOnlyList<Value> kept)
    {
        _uses = new ValueUses(graph, kept);
        _stacked = StackedProducts.Find(graph, _uses);
        _places = new Places(graph, _stacked);
        _apart = apart;
        _again = again;
        _ready = [.. graph.Values.Select(_ => -1)];
        _expressions = new ScalarExpression?[graph.Values.Count];
        _sizes = [.. graph.Values.Select(_ => 1)];
        _recomputed = new int[graph.Values.Count];
        _isWritten = new bool[graph.Values.Count];
        foreach (var value in graph.Values)
            Place(value);
    }

    public IReadOnlyList<CallDraft> Calls => _calls;

    public MatrixView PlaceOf(Value value) => _places[value];

    private void Place(Value value)
    {
        switch (value.Operator)
        {
            case MatMul product:
                var isStacked = _stacked.Contains(value);
                var shape = isStacked ? _places[value].Columnwise(0, value.Type.Columns / 2) : _places[value];
                Compute(value, isStacked ? null : new LeftAccumulator(), Open(isStacked ? Kernel.DualProduct : Kernel.Product, value, shape,
                    _places[value.Inputs[0]] with { Transposed = product.TransposeLeft },
                    _places[value.Inputs[1]] with { Transposed = product.TransposeRight }));
                break;
            case Slice slice when _stacked.Contains(value.Inputs[0]):
                Compute(value, slice.Start == 0 ? new LeftAccumulator() : new RightAccumulator(), _calls[_ready[value.Inputs[0].Id]]);
                break;
            case Pad pad:
                _ready[value.Id] = _ready[value.Inputs[0].Id];
                FillWithZeros(value, 0, pad.Start);
                FillWithZeros(value, pad.Start + value.Inputs[0].Type.Columns, pad.Total);
                break;
            case Add or Multiply or Scale or Unary:
                if (!IsRecomputed(value))
                    Compute(value, CallFor(value));
                break;
            default:
                if (KernelOf(value) is { } kernel)
                    Call(kernel, value);
                else
                    View(value);
                break;
        }
    }

    /// <summary>The kernel of an operator that is one call, whatever stands around it; null for what is only looked at elsewhere.</summary>
    private static Kernel? KernelOf(Value value) => value.Operator switch
    {
        Embed => Kernel.Embed,
        EmbedAdjoint => Kernel.EmbedAdjoint,
        Rotate => Kernel.Rotate,
        Attention or AttentionLogSums => Kernel.Attention,
        AttentionAdjoint adjoint => adjoint.Shape.Scores == Symbols.AttentionScores.Softmax ? Kernel.AttentionAdjoint : Kernel.BilinearAttentionAdjoint,
        LinearCrossEntropy or LinearCrossEntropyAdjoint => value.Inputs.Count == 3 ? Kernel.LinearCrossEntropy : Kernel.AffineCrossEntropy,
        RmsNorm => Kernel.RmsNorm,
        RmsNormAdjoint => Kernel.RmsNormAdjoint,
        SumRows => Kernel.SumRows,
        BatchScale => Kernel.BatchScale,
        BatchScaleAdjoint => Kernel.BatchScaleAdjoint,
        Noise => Kernel.Noise,
        CrossEntropy or CrossEntropyAdjoint => Kernel.CrossEntropy,
        SquaredError or SquaredErrorAdjoint => Kernel.SquaredError,
        _ => null,
    };

    private void Call(Kernel kernel, Value value)
    {
        if (kernel.Spec().TakesEpilogue)
            Compute(value, new LeftAccumulator(), Open(kernel, value));
        else if (kernel.Spec().Results.Count == 1)
            Store(value, Open(kernel, value));
        else
            Store(value, Shared(kernel, value));
    }

    private CallDraft Shared(Kernel kernel, Value value)
    {
        foreach (var (other, inputs, call) in _shared)
        {
            if (other == kernel && inputs.SequenceEqual(value.Inputs))
                return call;
        }

        var opened = Open(kernel, value);
        _shared.Add((kernel, value.Inputs, opened));
        return opened;
    }

    private void View(Value value)
    {
        foreach (var input in value.Inputs)
            _ready[value.Id] = Math.Max(_ready[value.Id], _ready[input.Id]);
    }

    /// <summary>Whether every reader computes the value for itself.</summary>
    private bool IsRecomputed(Value value)
    {
        if (!Pointwise.IsCheap(value.Operator) || _uses.NeedsMemory(value) || _recomputed[value.Inputs[0].Id] == MaxRecomputed)
            return false;
        _recomputed[value.Id] = _recomputed[value.Inputs[0].Id] + 1;
        return true;
    }

    /// <summary>The operand below the cheap operators that are computed again.</summary>
    private Value Root(Value value)
    {
        while (_recomputed[value.Id] > 0)
            value = value.Inputs[0];
        return value;
    }

    private CallDraft CallFor(Value value)
    {
        var roots = value.Inputs.Select(Root).ToList();
        if (_again.Contains(value))
            return _calls.Count > 0 && CanJoin(value, roots, _calls[_calls.Count - 1]) ? _calls[_calls.Count - 1] : Open(Kernel.Map, value, _places[value]);

        var latest = roots.Max(root => _expressions[root.Id] is null ? -1 : _ready[root.Id]);
        if (latest >= 0 && CanJoin(value, roots, _calls[latest]))
            return _calls[latest];

        // A map that already reads one of the operands.
        if (_calls.Count > 0 && _calls[_calls.Count - 1] is { Kernel: Kernel.Map } last
            && roots.Exists(root => last.Reads(_places[root])) && CanJoin(value, roots, last))
            return last;
        return Open(Kernel.Map, value, _places[value]);
    }

    private bool CanJoin(Value value, List<Value> roots, CallDraft call)
    {
        if (!call.Spec.TakesEpilogue || _apart.Contains(value) || !_places[value].HasShapeOf(call.Shape))
            return false;

        var read = roots.Where(root => !IsIn(root, call)).ToList();
        var newInputs = read.Select(root => _places[root]).Distinct().Count(view => !call.Reads(view));
        var size = 1 + value.Inputs.Sum(input => _recomputed[input.Id] + (IsIn(Root(input), call) ? _sizes[Root(input).Id] : 1));
        return read.TrueForAll(root => _ready[root.Id] < call.Index)
            && call.EpilogueInputCount + newInputs <= KernelSpec.MaxEpilogueInputs
            && size <= MaxSize
            && (!_uses.NeedsMemory(value) || call.Outputs.Count < KernelSpec.MaxEpilogueOutputs);
    }

    private bool IsIn(Value value, CallDraft call) => _expressions[value.Id] is not null && _ready[value.Id] == call.Index;

    private void Compute(Value value, CallDraft call)
    {
        _sizes[value.Id] = 1 + value.Inputs.Sum(input => _recomputed[input.Id] + (IsIn(Root(input), call) ? _sizes[Root(input).Id] : 1));
        var operands = value.Inputs.Select(input => Read(input, call)).ToList();
        Compute(value, Combine(value.Operator, operands), call);
    }

    /// <param name="expression">Null for a stacked product: its halves are computed, and it is not.</param>
    private void Compute(Value value, ScalarExpression? expression, CallDraft call)
    {
        _ready[value.Id] = call.Index;
        _expressions[value.Id] = expression;
        if (expression is not null && _uses.NeedsMemory(value))
            Store(value, call);
        if (_uses.IsKept(value))
            _expressions[value.Id] = null;
    }

    private ScalarExpression Read(Value operand, CallDraft call)
    {
        if (_recomputed[operand.Id] > 0)
            return Combine(operand.Operator, [Read(operand.Inputs[0], call)]);
        if (IsIn(operand, call))
            return _expressions[operand.Id]!;
        if (_expressions[operand.Id] is not null && !_isWritten[operand.Id])
            Store(operand, _calls[_ready[operand.Id]]);
        return call.Read(_places[operand]);
    }

    private static ScalarExpression Combine(Operator op, IReadOnlyList<ScalarExpression> operands) => op switch
    {
        Add => new Sum(operands[0], operands[1]),
        Multiply => new Times(operands[0], operands[1]),
        Scale { Factor: 1 } => operands[0],
        Scale scale => new Times(new Constant(scale.Factor), operands[0]),
        Unary unary => new Apply(unary.Function, operands[0]),
        _ => throw new ArgumentException($"{op.Mnemonic} is not computed element by element; give it a kernel in CallPlacement.", nameof(op)),
    };

    private void Store(Value value, CallDraft call)
    {
        _ready[value.Id] = call.Index;
        _isWritten[value.Id] = true;
        call.Write(value, _places[value], _expressions[value.Id]);
    }

    /// <summary>The columns of a padded value from start to end.</summary>
    private void FillWithZeros(Value padded, long start, long end)
    {
        if (start == end)
            return;
        var zeros = _places[padded].Columnwise(start, end - start);
        var call = Open(Kernel.Map, padded, zeros);
        call.Write(padded, zeros, new Constant(0));
        _ready[padded.Id] = call.Index;
    }

    // An operator may have inputs that its kernel does not read.
    private CallDraft Open(Kernel kernel, Value anchor) => Open(kernel, anchor, _places[anchor], [.. anchor.Inputs.Take(kernel.Spec().Inputs.Count).Select(input => _places[input])]);

    private CallDraft Open(Kernel kernel, Value anchor, MatrixView shape, params IReadOnlyList<MatrixView> inputs)
    {
        var call = new CallDraft(_calls.Count, kernel, anchor, shape, inputs);
        _calls.Add(call);
        return call;
    }
}
