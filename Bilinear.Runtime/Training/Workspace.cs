using System.Runtime.InteropServices;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;
using Bilinear.Training.Sequences;

namespace Bilinear.Training;

/// <summary>
/// Holds the memory of one batch on its way through a model, which generated code reads and writes. It belongs to one thread
/// at a time; parameters may be shared.
/// </summary>
public sealed class Workspace : IDisposable
{
    private readonly object _owner;
    private readonly ModelDescription _model;
    private readonly View[] _parameters;
    private readonly DeviceMemory? _gradients;
    private readonly MemoryGroup _memory;
    private readonly DeviceMemory[] _inputs;
    private readonly DeviceMemory?[] _outputs;
    private readonly TextPlaces? _places;
    private readonly KeyValueCache[] _caches = [];
    private DeviceMemory _arena;
    private DeviceMemory? _captureArena;
    private Capture? _capture;
    private int _first;
    private readonly DeviceMemory[] _targets = [];
    private readonly DeviceMemory? _samples;
    private readonly DeviceMemory? _ownLosses;
    private View _losses;
    private readonly DeviceMemory? _sharpness;
    private ulong _seed;
    private uint _epoch;
    private int _busy;
    private volatile bool _isDisposed;

    /// <param name="owner">The model that the workspace belongs to, which exceptions name after it is disposed.</param>
    /// <param name="batch">The number of samples that the workspace holds.</param>
    /// <param name="parameters">A matrix for each parameter, packed or not.</param>
    /// <param name="gradients">A block of the same layout as the parameters; null for a workspace that only runs forward.</param>
    /// <exception cref="DeviceException">The workspace does not fit into the device.</exception>
    /// <param name="keepsPast">Whether it is for new positions behind those of earlier calls, which it keeps.</param>
    internal Workspace(object owner, ModelDescription model, Device device, int batch, View[] parameters, DeviceMemory? gradients, bool keepsPast = false)
    {
        if (batch < 1)
            throw new ArgumentOutOfRangeException(nameof(batch), $"A {model.Name} cannot compute {batch} samples at once: make it for at least 1.");
        _owner = owner;
        _model = model;
        _parameters = parameters;
        _gradients = gradients;
        Device = device;
        _memory = new MemoryGroup(device);
        Batch = batch;
        _inputs = [.. model.Inputs.Select(input => _memory.Allocate((long)batch * input.Count))];
        _outputs = [.. model.Outputs.Select(output => model.TakesTexts ? null : _memory.Allocate((long)batch * output.Count))];
        _arena = _memory.Allocate((long)batch * Math.Max(Math.Max(1, model.ScoreArena), Math.Max(model.ForwardArena, gradients is null ? 0 : model.StepArena)));
        if (model.Context > 0)
            _places = new TextPlaces(_memory, batch, model.Context);
        if (model.Anneals)
            _sharpness = _memory.Allocate(model.Parameters.Where(parameter => parameter.IsFactor).Max(parameter => parameter.Count));
        SetGateSharpness(1);
        if (keepsPast)
            _caches = [.. model.Caches.Select(cache => new KeyValueCache(CacheOf(cache.Keys), CacheOf(cache.Values), model.Context))];
        if (gradients is null && !model.TakesTexts)
            return;
        _targets = [.. model.Outputs.Select(output => _memory.Allocate((long)batch * output.TargetCount))];
        _samples = _memory.Allocate((long)batch * (model.TakesTexts ? model.Context : 1));
        _ownLosses = _memory.Allocate(model.Outputs.Count);
    }

    public Device Device { get; }

    /// <summary>The number of samples that the workspace holds.</summary>
    public int Batch { get; }

    /// <summary>The number of samples that it holds now: 1 … <see cref="Batch"/>.</summary>
    public int Samples
    {
        get;
        internal set
        {
            field = value;
            if (!_model.TakesTexts)
                _places?.SetWhole(value);
        }
    }

    /// <summary>The number of positions that its texts have together, each of which has a row.</summary>
    public int Rows => Places.Rows;

    /// <summary>The texts that it holds now, for attention. Samples that are no texts are as long as their type says.</summary>
    public Texts Texts => Places.Texts;

    /// <summary>The position of each row in its text, int32 [rows, 1].</summary>
    public View Positions => Places.Texts.Positions;

    /// <summary>Gives the keys and values that a layer of attention keeps of earlier positions.</summary>
    /// <param name="layer">The number of the layer among those of attention.</param>
    public KeyValueCache Cache(int layer) => _caches[layer];

    /// <summary>Gives the place of the batch's mean loss at an output, [1, 1], not multiplied by its weight.</summary>
    /// <param name="output">The number of the output in <see cref="ModelDescription.Outputs"/>.</param>
    public View Loss(int output) => _losses.Slice(output, 1);

    /// <summary>The index of each sample in its data set, int32 [1, samples]; of texts, a number for each row that its text and its position decide.</summary>
    public View SampleIndices => new(Training(_samples), 0, 1, _model.TakesTexts ? Places.Rows : Samples);

    /// <summary>The factor of the noise: 1 in training, 0 for gradients without noise.</summary>
    public float NoiseScale { get; private set; }

    /// <summary>Gives an input of the batch, [samples·rowsPerSample, columns].</summary>
    /// <param name="index">The number of the input in <see cref="ModelDescription.Inputs"/>.</param>
    public View Input(int index, int rowsPerSample, int columns) => Matrix(_inputs[index], 0, rowsPerSample, columns);

    /// <summary>Gives an output of the model, [samples·rowsPerSample, columns].</summary>
    /// <param name="index">The number of the output in <see cref="ModelDescription.Outputs"/>.</param>
    public View Output(int index, int rowsPerSample, int columns) => Matrix(OutputMemory(index), 0, rowsPerSample, columns);

    /// <summary>Gives the targets of an output, [samples·rowsPerSample, columns]: int32 labels under cross-entropy, else floats.</summary>
    /// <param name="output">The number of the output in <see cref="ModelDescription.Outputs"/>.</param>
    public View Target(int output, int rowsPerSample, int columns) => Matrix(TargetsOf(output), 0, rowsPerSample, columns);

    /// <summary>Gives a buffer of the arena, [samples·rowsPerSample, columns].</summary>
    /// <param name="offset">The place of the buffer, in floats for each sample.</param>
    public View Arena(int offset, int rowsPerSample, int columns) => Matrix(_arena, (long)Batch * offset, rowsPerSample, columns);

    /// <summary>Gives a buffer of the arena whose size is the same for every batch, [rows, columns].</summary>
    /// <param name="offset">The place of the buffer, in floats for each sample.</param>
    public View FixedArena(int offset, int rows, int columns) => new(_arena, (long)Batch * offset, rows, columns);

    /// <summary>Shows a value that the program has a name for to the capture of the pass, which may keep it, or put another there.</summary>
    /// <param name="value">The number of the value, as <see cref="LayerInfo.Value"/> has it.</param>
    /// <param name="view">The value, dense.</param>
    public void Layer(int value, View view) => _capture?.Meet(value, view, _first, Samples);

    /// <summary>
    /// Gives the matrix of a parameter, [1, n] for a vector. Packed weights are packed transposed, since every layer reads them so.
    /// </summary>
    public View Parameter(int index) => _parameters[index];

    /// <summary>Gives the sharpness β of gates that are annealed, [1, columns], every element of which is β.</summary>
    public View Sharpness(int columns) => new(_sharpness ?? throw new InvalidOperationException($"No gate of {_model.Name} is annealed."), 0, 1, columns);

    /// <summary>Gives the gradient of a parameter, in the shape of the parameter's matrix.</summary>
    public View Gradient(int index) => _model.View(Training(_gradients), index);

    /// <summary>Gives the place of a noise call in the run's random stream.</summary>
    /// <param name="layer">The number of the noise call in the model, from zero.</param>
    public NoiseKey NoiseKey(int layer) => new(_seed, _epoch, (uint)layer);

    /// <summary>
    /// The number of rows that there is room for in the outputs of texts: those of a whole text at least, and of as many as have some 16 million numbers together.
    /// </summary>
    internal int OutputRows
    {
        get
        {
            const long Room = 1 << 24;
            var texts = Math.Clamp(Room / Math.Max(1, _model.Outputs.Max(output => (long)output.Count)), 1, Batch);
            return checked((int)texts * _model.Context);
        }
    }

    /// <summary>The sharpness β of gates that are annealed: 1 for the gate silu, 0 for half of its argument.</summary>
    internal double GateSharpness { get; private set; }

    /// <summary>Sets <see cref="GateSharpness"/>; nothing for a model whose gates stay what they are.</summary>
    internal void SetGateSharpness(double sharpness)
    {
        if (GateSharpness != sharpness)
            _sharpness?.Fill(checked((int)_sharpness.Length), (float)sharpness, static (values, sharpness) => values.Fill(sharpness));
        GateSharpness = sharpness;
    }

    internal bool IsDisposed => _isDisposed;

    public void Dispose()
    {
        _isDisposed = true;
        _memory.Dispose();
        _captureArena?.Dispose();
    }

    /// <summary>Reserves the workspace for one call.</summary>
    /// <exception cref="InvalidOperationException">Another thread uses the workspace.</exception>
    /// <exception cref="ObjectDisposedException">Its model has been disposed.</exception>
    internal Lease Enter()
    {
        ThrowIfDisposed();
        return Interlocked.CompareExchange(ref _busy, 1, 0) == 0
            ? new Lease(this)
            : throw new InvalidOperationException($"Another thread is using this {_model.Name}. Open a model for each thread with OpenInference: they share their weights.");
    }

    /// <exception cref="ObjectDisposedException">Its model has been disposed.</exception>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, _owner);

    /// <summary>Prepares a pass that shows its layers, for which the arena is made larger if it has to be.</summary>
    /// <param name="capture">What sees the layers.</param>
    /// <param name="first">The number of the batch's first sample among those of the pass.</param>
    /// <exception cref="DeviceException">The larger arena does not fit into the device.</exception>
    internal void Show(Capture capture, int first)
    {
        var needed = (long)Batch * _model.CaptureArena;
        if (_arena.Length < needed)
            _arena = _captureArena = Device.Allocate(needed);
        (_capture, _first) = (capture, first);
    }

    /// <summary>Ends what <see cref="Show"/> began.</summary>
    internal void ShowNothing() => _capture = null;

    /// <summary>Prepares a step of training.</summary>
    /// <param name="losses">The place of the loss of each output, [1, outputs].</param>
    internal void Prepare(int samples, ulong seed, uint epoch, View losses)
    {
        (Samples, _losses, NoiseScale) = (samples, losses, 1);
        (_seed, _epoch) = (seed, epoch);
    }

    /// <summary>Prepares a batch whose gradients alone are wanted, without noise; the workspace keeps its losses.</summary>
    internal void Prepare(int samples) => (Samples, _losses, NoiseScale) = (samples, new View(Training(_ownLosses), 0, 1, _model.Outputs.Count), 0);

    /// <summary>Reads the loss at each output, once the batch has run.</summary>
    internal void ReadLosses(Span<float> losses) => _losses.Memory.Read(losses, _losses.Offset);

    /// <summary>Reads the loss that training minimises, Σ weight·loss over the outputs, once the batch has run.</summary>
    internal float ReadLoss() => _model.ReadLoss(_losses);

    internal void LoadInputs(ReadOnlySpan<float> inputs) => _inputs[0].Write(inputs);

    /// <summary>Puts texts into the workspace, text after text.</summary>
    /// <param name="first">The position of the first token of each text; empty for texts from their beginning.</param>
    internal void LoadTexts(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, ReadOnlySpan<int> first = default)
    {
        Places.Set(lengths, first);
        Samples = lengths.Length;
        _inputs[0].Write(tokens);
    }

    /// <summary>Gathers pieces of texts and their targets in the workspace.</summary>
    /// <returns>The number of targets that count.</returns>
    internal int LoadTexts(TextSamples texts, ReadOnlySpan<int> pieces)
    {
        var loaded = Places.Gather(texts, pieces);
        Samples = pieces.Length;
        _inputs[0].Write(loaded.Tokens);
        foreach (var target in _targets)
            target.Write(loaded.Targets);
        Training(_samples).Write(loaded.Indices);
        return loaded.Targets.Length - loaded.Targets.Count(-1);
    }

    /// <summary>Gathers the inputs of these samples of a data set in the workspace.</summary>
    internal void LoadInputs(DataSet data, ReadOnlyMemory<int> samples) =>
        _inputs[0].Fill(checked(samples.Length * data.SampleLength), (data, samples), static (inputs, from) => from.data.GatherInputs(from.samples.Span, inputs));

    /// <summary>Gathers the targets of an output for these samples of a data set in the workspace.</summary>
    internal void LoadTargets(int output, DataTarget target, ReadOnlyMemory<int> samples) =>
        TargetsOf(output).Fill(checked(samples.Length * target.Length), (target, samples), static (targets, from) =>
        {
            if (from.target.Classes > 0)
                from.target.Gather(from.samples.Span, MemoryMarshal.Cast<float, int>(targets));
            else
                from.target.Gather(from.samples.Span, targets);
        });

    internal void LoadTargets(int output, ReadOnlySpan<int> labels) => TargetsOf(output).Write(labels);

    internal void LoadTargets(int output, ReadOnlySpan<float> targets) => TargetsOf(output).Write(targets);

    /// <summary>Sets the index of each sample in its data set.</summary>
    internal void LoadSamples(ReadOnlySpan<int> samples) => Training(_samples).Write(samples);

    private DeviceMemory TargetsOf(int output) => Training(_targets.Length == 0 ? null : _targets[output]);

    private View Matrix(DeviceMemory memory, long offset, int rowsPerSample, int columns) =>
        new(memory, offset, _model.TakesTexts ? Places.Rows : checked(Samples * rowsPerSample), columns);

    private TextPlaces Places => _places ?? throw new InvalidOperationException($"{_model.Name} has no positions.");

    private View CacheOf(int columns) => new(_memory.Allocate((long)Batch * _model.Context * columns), 0, Batch * _model.Context, columns);

    // The outputs of texts are large, and training needs none of them.
    private DeviceMemory OutputMemory(int index) => _outputs[index] ??= _memory.Allocate((long)OutputRows * (_model.Outputs[index].Count / _model.Context));

    private static DeviceMemory Training(DeviceMemory? memory) =>
        memory ?? throw new InvalidOperationException("This workspace only runs forward: it has no targets and no gradients.");

    /// <summary>Holds the right to use a workspace, until it is disposed.</summary>
    internal readonly ref struct Lease(Workspace workspace)
    {
        public void Dispose() => Volatile.Write(ref workspace._busy, 0);
    }
}
