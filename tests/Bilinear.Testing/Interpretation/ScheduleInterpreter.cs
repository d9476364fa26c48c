using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Testing.Interpretation;

/// <summary>Runs a schedule in double as a device would: call by call, on views of one arena at the planned offsets.</summary>
public sealed class ScheduleInterpreter
{
    private readonly Schedule _schedule;
    private readonly ScheduleMemory _memory;
    private readonly NoiseSource _noise;

    private ScheduleInterpreter(Schedule schedule, ScheduleMemory memory, NoiseSource noise) => (_schedule, _memory, _noise) = (schedule, memory, noise);

    /// <param name="parameters">The model's, in the order of declaration.</param>
    /// <returns>Outputs, and of a step then their losses and each gradient: what <see cref="Interpreter"/> gives for the graph.</returns>
    public static IReadOnlyList<double[]> Run(Schedule schedule, IReadOnlyList<ParameterSymbol> parameters, Feeds feeds, NoiseSource? noise = null)
    {
        var memory = new ScheduleMemory(schedule, [.. parameters.Select(parameter => parameter.Path)], feeds);
        new ScheduleInterpreter(schedule, memory, noise ?? ((_, _, _) => null)).Run();
        var gradients = Enumerable.Range(0, parameters.Count).Select(i => memory[Storage.Gradient, i]);
        return memory.Losses == 0 ? All(Storage.Output, memory.Outputs) : [.. All(Storage.Output, memory.Outputs), .. All(Storage.Loss, memory.Losses), .. gradients];

        IReadOnlyList<double[]> All(Storage storage, int count) => [.. Enumerable.Range(0, count).Select(index => memory[storage, index])];
    }

    private void Run()
    {
        for (var i = 0; i < _schedule.Calls.Count; i++)
        {
            var call = _schedule.Calls[i];
            var results = Results(call, [.. call.Inputs.Select(input => _memory.View(input).Read())]);
            foreach (var (output, result) in call.Outputs.Zip(results))
                _memory.View(output).Write(result);
            _memory.End(i);
        }
    }

    private IReadOnlyList<Tensor> Results(KernelCall call, IReadOnlyList<Tensor> inputs) => call.Kernel switch
    {
        Kernel.Product => Epilogue(call, Product(inputs[0], inputs[1])),
        Kernel.DualProduct => Halves(call, Product(inputs[0], inputs[1])),
        Kernel.Map => Epilogue(call),
        Kernel.RmsNorm => Epilogue(call, Operators.RmsNorm(inputs[0], EpsilonOf(call))),
        Kernel.RmsNormAdjoint => Epilogue(call, Operators.RmsNormAdjoint(inputs[0], inputs[1], EpsilonOf(call))),
        Kernel.SumRows => [Operators.SumRows(inputs[0], [1, inputs[0].Columns])],
        Kernel.BatchScale => [Operators.BatchScale(ScaleOf(call).Spec, inputs[0], ScaleOf(call).RowsPerSample * _memory.Batch)],
        Kernel.BatchScaleAdjoint => [Operators.BatchScaleAdjoint(ScaleOf(call).Spec, inputs[0], inputs[1], ScaleOf(call).RowsPerSample * _memory.Batch)],
        Kernel.Noise => [Noises.Apply(NoiseOf((NoiseSettings)call.Settings!), inputs[0], _noise)],
        Kernel.CrossEntropy => [Matrix(Operators.CrossEntropy(inputs[0], inputs[1])), Operators.CrossEntropyAdjoint(inputs[0], inputs[1])],
        Kernel.SquaredError => [Matrix(Operators.SquaredError(inputs[0], inputs[1])), Operators.SquaredErrorAdjoint(inputs[0], inputs[1])],
        Kernel.LinearCrossEntropy or Kernel.AffineCrossEntropy =>
            [Matrix(Operators.LinearCrossEntropy(inputs)), .. Enumerable.Range(0, call.Outputs.Count - 1).Select(of => Operators.LinearCrossEntropyAdjoint(inputs, of))],
        Kernel.Embed => [TextOperators.Embed(inputs[0], inputs[1], [inputs[0].Rows, inputs[1].Columns])],
        Kernel.EmbedAdjoint => [TextOperators.EmbedAdjoint(inputs[0], inputs[1], inputs.ElementAtOrDefault(2), [call.Outputs[0].Rows, inputs[1].Columns])],
        Kernel.Rotate => [Texts(call).Rotate(RotationOf((RotateSettings)call.Settings!), inputs[0])],
        Kernel.Attention => [Texts(call).Attention(ShapeOf(call), inputs[0], inputs[1], inputs[2]), Texts(call).LogSums(ShapeOf(call), inputs[0], inputs[1])],
        Kernel.AttentionAdjoint or Kernel.BilinearAttentionAdjoint => Texts(call).AttentionAdjoints(ShapeOf(call), inputs[0], inputs[1], inputs[2], inputs[^1]),
        _ => throw new ArgumentException($"The interpreter has no rule for {call.Kernel}; give it one.", nameof(call)),
    };

    private static TextOperators Texts(KernelCall call) => new((int)call.Inputs[0].RowsPerSample);

    private static double EpsilonOf(KernelCall call) => (call.Settings as NormSettings)?.Epsilon ?? Dsl.Bound.BoundRmsNorm.DefaultEpsilon;

    private static BatchScaleSettings ScaleOf(KernelCall call) => (BatchScaleSettings)call.Settings!;

    private static Noise NoiseOf(NoiseSettings noise) => new(new NoiseSpec(noise.Kind, noise.Sigma), noise.Layer);

    private static Rotate RotationOf(RotateSettings rotate) => new(rotate.Heads, rotate.Base, rotate.Inverse);

    private static AttentionShape ShapeOf(KernelCall call) =>
        call.Settings is AttentionSettings settings ? new(settings.Heads, settings.KeyHeads, settings.IsCausal, settings.Scores) : throw new ArgumentException("The call says nothing of its heads; mend the schedule.", nameof(call));

    private static Tensor Product(Tensor left, Tensor right) => Operators.MatMul(new MatMul(), left, right, [left.Rows, right.Columns]);

    private static Tensor Matrix(Tensor scalar) => new([1, 1], scalar.Elements);

    private IReadOnlyList<Tensor> Halves(KernelCall call, Tensor both)
    {
        var half = both.Columns / 2;
        return Epilogue(call, Operators.Slice(new Slice(0, half), both, [both.Rows, half]), Operators.Slice(new Slice(half, half), both, [both.Rows, half]));
    }

    private IReadOnlyList<Tensor> Epilogue(KernelCall call, Tensor? left = null, Tensor? right = null)
    {
        var shape = _memory.View(call.Outputs[0]);
        IReadOnlyList<long> dims = [shape.Rows, shape.Columns];
        var inputs = call.EpilogueInputs.Select(input => input.IsBroadcast ? Operators.Broadcast(_memory.View(input).Read(), dims) : _memory.View(input).Read()).ToList();
        return [.. call.Epilogue!.Outputs.Select(output => Evaluate(output))];

        Tensor Evaluate(ScalarExpression expression) => expression switch
        {
            LeftAccumulator => left!,
            RightAccumulator => right!,
            InputElement input => inputs[input.Index],
            Constant constant => new Tensor(dims, [.. Enumerable.Repeat(constant.Value, shape.Rows * shape.Columns)]),
            Sum sum => Operators.Zip(Evaluate(sum.Left), Evaluate(sum.Right), (a, b) => a + b),
            Times times => Operators.Zip(Evaluate(times.Left), Evaluate(times.Right), (a, b) => a * b),
            Apply apply => Operators.Pointwise(apply.Function, Evaluate(apply.Argument)),
            _ => throw new ArgumentException($"The interpreter has no rule for {expression}; give it one.", nameof(call)),
        };
    }
}
