using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling.Memory;
using Bilinear.Dsl.Scheduling.Naming;

namespace Bilinear.Dsl.Scheduling;

/// <summary>Makes one schedule of one fused graph.</summary>
internal sealed class ScheduleBuilder
{
    /// <summary>Floats on a cache line.</summary>
    private const long Alignment = 16;

    private readonly FusedGraph _fused;
    private readonly EpilogueTable _epilogues;
    private readonly StorageMap _storage;
    private readonly CallNames _names;

    /// <summary>The values that the program has a name for, by their numbers.</summary>
    private readonly List<FusedName> _kept;

    public ScheduleBuilder(FusedGraph fused, EpilogueTable epilogues)
    {
        _fused = fused;
        _epilogues = epilogues;
        _storage = new StorageMap(fused);
        _names = new CallNames(NameOf, _storage.IsTaken);
        _kept = [.. fused.Named.GroupBy(named => named.Value).Select(names => names.First())];
    }

    public Schedule Build(string name)
    {
        var last = LastWrites();
        var calls = _fused.Calls.Select((call, i) => Call(call) with { Kept = [.. last[i].Select(kept => new KeptValue(kept, OperandOf(_kept[kept].Place)))] }).ToList();
        var (buffers, size) = Buffers();
        var epilogues = calls.Select(call => call.Epilogue).Where(epilogue => epilogue is { IsStore: false }).Distinct();
        var numbers = _kept.Select((kept, i) => (kept.Value, i)).ToDictionary(pair => pair.Value, pair => pair.i);
        return new Schedule(name, calls, _fused.BackwardStart, buffers, [.. epilogues!], size)
        {
            Names = [.. _fused.Named.Select(named => new KeptName(named.Name, named.Value.Type.Dims, numbers[named.Value]))],
            Norms = Norms(),
        };
    }

    private IReadOnlyList<int> Norms()
    {
        var anchors = _fused.Calls.Where(call => call.Kernel == Kernel.RmsNorm).Select(call => call.Anchor).ToList();
        return [.. _fused.Graph.Norms.Select(norm => norm is null ? -1 : anchors.IndexOf(norm))];
    }

    /// <summary>The numbers of the values that are kept, by the call after which each is whole.</summary>
    private ILookup<int, int> LastWrites()
    {
        var last = new Dictionary<Value, int>();
        for (var i = 0; i < _fused.Calls.Count; i++)
        {
            foreach (var output in _fused.Calls[i].Outputs)
                last[output.Place.Tensor] = i;
        }

        return Enumerable.Range(0, _kept.Count).ToLookup(kept => last[_kept[kept].Place.Tensor]);
    }

    private KernelCall Call(FusedCall call) => new(
        call.Kernel,
        [.. call.Inputs.Select(OperandOf)], [.. call.EpilogueInputs.Select(OperandOf)], [.. call.Outputs.Select(output => OperandOf(output.Place))],
        _epilogues.Of(call),
        SettingsOf(call.Anchor.Operator),
        EquationPrinter.Print(_names.Of(call)), call.Anchor.Origin.Layer, call.Anchor.Origin.Span);

    private static CallSettings? SettingsOf(Operator op) => op switch
    {
        Noise noise => new NoiseSettings(noise.Spec.Kind, noise.Spec.Sigma, noise.Layer),
        RmsNorm { Epsilon: not BoundRmsNorm.DefaultEpsilon and var epsilon } => new NormSettings(epsilon),
        RmsNormAdjoint { Epsilon: not BoundRmsNorm.DefaultEpsilon and var epsilon } => new NormSettings(epsilon),
        BatchScale batch => new BatchScaleSettings(batch.Spec, batch.Of.Rows),
        BatchScaleAdjoint batch => new BatchScaleSettings(batch.Spec, batch.Of.Rows),
        Rotate rotate => new RotateSettings(rotate.Heads, rotate.Base, rotate.Inverse),
        Attention attention => Settings(attention.Shape),
        AttentionAdjoint adjoint => Settings(adjoint.Shape),
        _ => null,
    };

    private static AttentionSettings Settings(AttentionShape shape) => new(shape.Heads, shape.KeyHeads, shape.IsCausal, shape.Scores);

    /// <summary>A gradient is called after its parameter's path, wherever its terms come from.</summary>
    private string NameOf(Value tensor) => _storage[tensor] is { Storage: Storage.Gradient, Index: var parameter }
        ? new Origin(_fused.Graph.Parameters[parameter].Path, "", default).Adjoint().Name
        : _storage[tensor].Name;

    private Operand OperandOf(MatrixView view)
    {
        var stored = _storage[view.Tensor];
        return new Operand(
            stored.Storage, stored.Index, stored.Name, view.IsBatched ? view.Rows : 0, view.IsBatched ? 0 : view.Rows,
            view.Columns, view.ColumnOffset, view.RowStride, view.Transposed);
    }

    private (IReadOnlyList<BufferPlan> Buffers, long Size) Buffers()
    {
        var first = new Dictionary<Value, int>();
        var last = new Dictionary<Value, int>();
        for (var i = 0; i < _fused.Calls.Count; i++)
        {
            var call = _fused.Calls[i];
            foreach (var tensor in call.Inputs.Concat(call.EpilogueInputs).Concat(call.Outputs.Select(output => output.Place)).Select(view => view.Tensor))
            {
                last[tensor] = i;
                if (!first.ContainsKey(tensor))
                    first[tensor] = i;
            }
        }

        var wholes = _storage.Buffers.Select(MatrixView.Whole).ToList();
        var lives = wholes.Select(whole => new BufferLife(Aligned(checked(whole.Rows * whole.Columns)), first[whole.Tensor], last[whole.Tensor])).ToList();
        var plan = BufferPlanner.Plan(lives);
        var buffers = wholes.Select((whole, i) => new BufferPlan(
            _storage[whole.Tensor].Name, whole.IsBatched ? whole.Rows : 0, whole.Columns, lives[i].Floats, plan.Offsets[i], lives[i].FirstCall, lives[i].LastCall,
            whole.IsBatched ? 0 : whole.Rows));
        return ([.. buffers], plan.Size);
    }

    private static long Aligned(long floats) => (floats + Alignment - 1) / Alignment * Alignment;
}
