using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Scheduling;

/// <summary>Where an operand lives.</summary>
public enum Storage
{
    /// <summary>An input of the batch, by index, with one row for each sample unless it is viewed otherwise.</summary>
    Input,

    /// <summary>What an output is compared with, by the output's index.</summary>
    Target,

    /// <summary>An output of the model [b, …], by index.</summary>
    Output,

    /// <summary>A parameter, by index in the order of declaration.</summary>
    Parameter,

    /// <summary>The sharpness β of gates that are annealed: a vector of one number.</summary>
    Sharpness,

    /// <summary>A parameter's gradient, by the same index.</summary>
    Gradient,

    /// <summary>A planned buffer of the arena, by index in <see cref="Schedule.Buffers"/>.</summary>
    Arena,

    /// <summary>The loss of an output, by the output's index: one element.</summary>
    Loss,
}

/// <summary>
/// A matrix, as a view of something stored. Where it depends on the batch it has batch·<see cref="RowsPerSample"/> rows;
/// otherwise <see cref="RowsPerSample"/> is zero and it has <see cref="Rows"/>.
/// </summary>
/// <param name="Name">What the emitter calls it, such as <c>embed</c>, <c>dBody</c>, <c>headWeight</c>: unique among the schedule's storages, not yet a C# identifier.</param>
/// <param name="ColumnOffset">Where the view's first column stands in the stored rows.</param>
/// <param name="RowStride">The distance from one row to the next; zero where one row serves all (a bias).</param>
/// <param name="Transposed">The logical matrix is the transpose of the stored view; Rows and Columns are the stored view's.</param>
public sealed record Operand(
    Storage Storage, int Index, string Name,
    long RowsPerSample, long Rows, long Columns, long ColumnOffset, long RowStride, bool Transposed = false)
{
    public bool IsBroadcast => RowStride == 0;
}

/// <summary>A pointwise function fused into its producer. At most four inputs and three outputs.</summary>
/// <param name="Name">The name of the struct, in Pascal case: <c>BodyEpilogue</c>; unique in the model.</param>
/// <param name="Equation">What it computes, for a person: <c>h = l ⊙ r</c>.</param>
/// <param name="InputNames">A name for each epilogue input, for the printed code: <c>bias</c>, <c>x</c>.</param>
/// <param name="Outputs">One expression for each output.</param>
/// <param name="OutputNames">A name for each output.</param>
public sealed record Epilogue(string Name, string Equation, IReadOnlyList<string> InputNames, IReadOnlyList<ScalarExpression> Outputs, IReadOnlyList<string> OutputNames)
{
    /// <summary>It stores the accumulator and nothing else: the runtime's own <c>Store</c>.</summary>
    public bool IsStore => Outputs.Count == 1 && Outputs[0] is LeftAccumulator;
}

/// <summary>One call of a kernel.</summary>
/// <param name="Inputs">The kernel's own operands, in the order that <see cref="Kernels.Kernel"/> states.</param>
/// <param name="EpilogueInputs">
/// The operands of <see cref="InputElement"/>; outputs, inputs and accumulators have one logical shape, broadcast rows apart. One may be an output as
/// well, the same columns of the same thing: a term of a gradient is added where it lies. A kernel's own operands never are.
/// </param>
/// <param name="Epilogue">Null for the kernels that take none.</param>
/// <param name="Settings">Null for a kernel that has none, or the usual ones.</param>
/// <param name="Equation">The call as an equation with shapes, for the comment above it: <c>body[b,512] = (embed·Wᵀ) ⊙ (embed·Vᵀ)</c>.</param>
/// <param name="Layer">The path of the layer that it comes from; empty where there is none.</param>
public sealed record KernelCall(
    Kernel Kernel,
    IReadOnlyList<Operand> Inputs,
    IReadOnlyList<Operand> EpilogueInputs,
    IReadOnlyList<Operand> Outputs,
    Epilogue? Epilogue,
    CallSettings? Settings,
    string Equation,
    string Layer,
    TextSpan Span)
{
    /// <summary>What the program has a name for and is whole after this call; in a schedule that keeps such values.</summary>
    public IReadOnlyList<KeptValue> Kept { get; init; } = [];
}

/// <summary>A value that can be looked at, or replaced, before the next call.</summary>
/// <param name="Index">Its number, from zero, which its names in <see cref="Schedule.Names"/> have too.</param>
public sealed record KeptValue(int Index, Operand Operand);

/// <summary>A name of a kept value.</summary>
/// <param name="Dims">The value's shape, without the batch.</param>
/// <param name="Value">Its number.</param>
public sealed record KeptName(string Name, IReadOnlyList<long> Dims, int Value);

/// <summary>A buffer of the arena. Buffers whose lives do not overlap share memory.</summary>
/// <param name="Name">Unique in the schedule.</param>
/// <param name="FloatsPerSample">Rows per sample times columns, rounded up to 16 so that every buffer starts on a cache line.</param>
/// <param name="Offset">Where it begins, in floats per sample: the buffer of a workspace for n samples begins at n·Offset.</param>
/// <param name="FirstCall">The call that writes it first.</param>
/// <param name="LastCall">The last that touches it.</param>
/// <param name="Rows">The rows of a buffer whose size is the same for every batch (a term of a bias's gradient) and which has no rows per sample; else zero.</param>
public sealed record BufferPlan(
    string Name, long RowsPerSample, long Columns, long FloatsPerSample, long Offset, int FirstCall, int LastCall, long Rows = 0);

/// <summary>What a device does, in order.</summary>
/// <param name="Name">
/// <c>forward</c> (inference: no noise, nothing kept), <c>step</c> (forward with noise, loss, every gradient) or <c>capture</c> (inference that keeps what the
/// program has names for); for models of texts also <c>score</c> (forward and the loss).
/// </param>
/// <param name="BackwardStart">The index of the first call of the backward; the number of calls where there is none.</param>
/// <param name="Epilogues">Each that a call uses and that is not a plain store, once.</param>
/// <param name="ArenaFloatsPerSample">The size of the arena.</param>
public sealed record Schedule(
    string Name,
    IReadOnlyList<KernelCall> Calls,
    int BackwardStart,
    IReadOnlyList<BufferPlan> Buffers,
    IReadOnlyList<Epilogue> Epilogues,
    long ArenaFloatsPerSample)
{
    /// <summary>The names of what is kept; none where nothing is.</summary>
    public IReadOnlyList<KeptName> Names { get; init; } = [];

    /// <summary>The norm of the schedule, counted from zero, that each application of a norm in the flow is: one may serve several. −1 where none is.</summary>
    public IReadOnlyList<int> Norms { get; init; } = [];
}

/// <summary>The schedules of a model.</summary>
/// <param name="Score">What judges a trained model of texts; null for other models.</param>
public sealed record ModelSchedules(Bound.BoundModel Model, Schedule Forward, Schedule Step, Schedule Capture, Schedule? Score = null);
