using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Training;

/// <summary>
/// The memory of one batch on its way through a model: what generated code reads and writes. It belongs to one thread at
/// a time; parameters may be shared.
/// </summary>
public sealed class Workspace : IDisposable
{
    private readonly object _owner;
    private readonly ModelDescription _model;
    private readonly View[] _parameters;
    private readonly DeviceMemory? _gradients;
    private readonly MemoryGroup _memory;
    private readonly DeviceMemory[] _inputs;
    private readonly DeviceMemory[] _outputs;
    private readonly DeviceMemory _arena;
    private readonly DeviceMemory[] _targets = [];
    private readonly DeviceMemory? _samples;
    private readonly DeviceMemory? _ownLosses;
    private View _losses;
    private ulong _seed;
    private uint _epoch;
    private int _busy;
    private volatile bool _isDisposed;

    /// <param name="owner">The model that a caller knows, which it has disposed where the workspace is used too late.</param>
    /// <param name="batch">Samples that fit.</param>
    /// <param name="parameters">One matrix a parameter, packed or not.</param>
    /// <param name="gradients">A block as the parameters'; null for a workspace that only runs forward.</param>
    /// <exception cref="DeviceException">It does not fit into the device.</exception>
    internal Workspace(object owner, ModelDescription model, Device device, int batch, View[] parameters, DeviceMemory? gradients)
    {
        if (batch < 1)
            throw new ArgumentOutOfRangeException(nameof(batch), $"A {model.Name} for {batch} samples a turn is nothing: make it for at least 1.");
        _owner = owner;
        _model = model;
        _parameters = parameters;
        _gradients = gradients;
        Device = device;
        _memory = new MemoryGroup(device);
        Batch = batch;
        _inputs = [.. model.Inputs.Select(input => _memory.Allocate((long)batch * input.Count))];
        _outputs = [.. model.Outputs.Select(output => _memory.Allocate((long)batch * output.Count))];
        _arena = _memory.Allocate((long)batch * Math.Max(1, Math.Max(model.ForwardArena, gradients is null ? 0 : model.StepArena)));
        if (gradients is null)
            return;
        _targets = [.. model.Outputs.Select(output => _memory.Allocate((long)batch * output.TargetCount))];
        _samples = _memory.Allocate(batch);
        _ownLosses = _memory.Allocate(model.Outputs.Count);
    }

    public Device Device { get; }

    /// <summary>Samples that fit.</summary>
    public int Batch { get; }

    /// <summary>Samples of this turn: 1 … <see cref="Batch"/>.</summary>
    public int Samples { get; internal set; }

    /// <summary>The batch's mean loss at an output, [1, 1], without its weight.</summary>
    /// <param name="output">Its number in <see cref="ModelDescription.Outputs"/>.</param>
    public View Loss(int output) => _losses.Slice(output, 1);

    /// <summary>Each sample's index in its data set, int32 [1, rows].</summary>
    public View SampleIndices => new(Training(_samples), 0, 1, Samples);

    /// <summary>What noise is multiplied by: 1 in training, 0 where gradients are asked for without noise.</summary>
    public float NoiseScale { get; private set; }

    /// <summary>An input of the batch, [rows·rowsPerSample, columns].</summary>
    /// <param name="index">Its number in <see cref="ModelDescription.Inputs"/>.</param>
    public View Input(int index, int rowsPerSample, int columns) => Matrix(_inputs[index], 0, rowsPerSample, columns);

    /// <summary>An output of the model, [rows·rowsPerSample, columns].</summary>
    /// <param name="index">Its number in <see cref="ModelDescription.Outputs"/>.</param>
    public View Output(int index, int rowsPerSample, int columns) => Matrix(_outputs[index], 0, rowsPerSample, columns);

    /// <summary>The targets of an output, [rows·rowsPerSample, columns]: int32 labels under cross-entropy, else floats.</summary>
    /// <param name="output">Its number in <see cref="ModelDescription.Outputs"/>.</param>
    public View Target(int output, int rowsPerSample, int columns) => Matrix(TargetsOf(output), 0, rowsPerSample, columns);

    /// <summary>A buffer of the arena, [rows·rowsPerSample, columns].</summary>
    /// <param name="offset">Where the plan puts it, in floats a sample.</param>
    public View Arena(int offset, int rowsPerSample, int columns) => Matrix(_arena, (long)Batch * offset, rowsPerSample, columns);

    /// <summary>A buffer of the arena whose size is the same for every batch, [rows, columns].</summary>
    /// <param name="offset">Where the plan puts it, in floats a sample.</param>
    public View FixedArena(int offset, int rows, int columns) => new(_arena, (long)Batch * offset, rows, columns);

    /// <summary>
    /// A parameter's matrix, [1, n] for a vector. Where the weights are packed, it is its transpose that is: the way that every layer reads it.
    /// </summary>
    public View Parameter(int index) => _parameters[index];

    /// <summary>Its gradient, of the same shape.</summary>
    public View Gradient(int index) => _model.View(Training(_gradients), index);

    /// <summary>Where a noise call stands in the run's random stream.</summary>
    /// <param name="layer">The model's noise calls, numbered from zero.</param>
    public NoiseKey NoiseKey(int layer) => new(_seed, _epoch, (uint)layer);

    public void Dispose()
    {
        _isDisposed = true;
        _memory.Dispose();
    }

    /// <summary>Takes the workspace for one call.</summary>
    /// <exception cref="InvalidOperationException">Another thread has it.</exception>
    /// <exception cref="ObjectDisposedException">Its model has been disposed.</exception>
    internal Lease Enter()
    {
        ThrowIfDisposed();
        return Interlocked.CompareExchange(ref _busy, 1, 0) == 0
            ? new Lease(this)
            : throw new InvalidOperationException($"This {_model.Name} is at work for another thread. Open one for each thread with OpenInference: they share their weights.");
    }

    /// <exception cref="ObjectDisposedException">Its model has been disposed.</exception>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, _owner);

    /// <summary>A turn of training.</summary>
    /// <param name="losses">Where the loss of each output goes, [1, outputs].</param>
    internal void Prepare(int rows, ulong seed, uint epoch, View losses)
    {
        (Samples, _losses, NoiseScale) = (rows, losses, 1);
        (_seed, _epoch) = (seed, epoch);
    }

    /// <summary>A turn that asks for gradients alone: without noise, its losses kept here.</summary>
    internal void Prepare(int rows) => (Samples, _losses, NoiseScale) = (rows, new View(Training(_ownLosses), 0, 1, _model.Outputs.Count), 0);

    /// <summary>What training makes small, once the batch has run: Σ weight·loss over the outputs.</summary>
    internal float ReadLoss() => _model.ReadLoss(_losses);

    internal void LoadInputs(ReadOnlySpan<float> inputs) => _inputs[0].Write(inputs);

    /// <summary>The inputs of these samples of a data set, gathered where the workspace has them.</summary>
    internal void LoadInputs(DataSet data, ReadOnlyMemory<int> samples) =>
        _inputs[0].Fill(checked(samples.Length * data.SampleLength), (data, samples), static (inputs, from) => from.data.GatherInputs(from.samples.Span, inputs));

    internal void LoadTargets(int output, ReadOnlySpan<int> labels) => TargetsOf(output).Write(labels);

    internal void LoadTargets(int output, ReadOnlySpan<float> targets) => TargetsOf(output).Write(targets);

    /// <summary>Each sample's index in its data set.</summary>
    internal void LoadSamples(ReadOnlySpan<int> samples) => Training(_samples).Write(samples);

    private DeviceMemory TargetsOf(int output) => Training(_gradients is null ? null : _targets[output]);

    private View Matrix(DeviceMemory memory, long offset, int rowsPerSample, int columns) =>
        new(memory, offset, checked(Samples * rowsPerSample), columns);

    private static DeviceMemory Training(DeviceMemory? memory) =>
        memory ?? throw new InvalidOperationException("This workspace only runs forward: it has no targets and no gradients.");

    /// <summary>The right to use a workspace, until disposed.</summary>
    internal readonly ref struct Lease(Workspace workspace)
    {
        public void Dispose() => Volatile.Write(ref workspace._busy, 0);
    }
}
