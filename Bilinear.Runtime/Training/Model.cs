using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Training.Files;
using Bilinear.Training.Loop;
using Bilinear.Training.Sequences;

namespace Bilinear.Training;

/// <summary>
/// The training form of a model: parameters, gradients and moments, each one contiguous block, and a workspace for a
/// batch. It belongs to one thread at a time.
/// </summary>
public abstract class Model : IDisposable
{
    private readonly ParameterBlocks _blocks;
    private readonly Workspace _workspace;
    private TrainingLoop? _run;
    private Provenance? _loaded;

    /// <summary>Makes a model with freshly initialised parameters.</summary>
    /// <param name="batch">The number of samples that are computed at once, and the most that a training step can take.</param>
    /// <param name="seed">The seed that decides the parameters, which are initialised as in PyTorch's <c>Linear</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is less than 1.</exception>
    /// <exception cref="DeviceException">The model does not fit into the device, and nothing of it is left there.</exception>
    protected Model(ModelDescription description, Device device, int batch, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(device);
        Description = description;
        Device = device;
        _blocks = new ParameterBlocks(description, device);
        try
        {
            _workspace = new Workspace(this, description, device, batch, [.. description.Parameters.Select((_, index) => description.View(_blocks.Parameters, index))], _blocks.Gradients);
        }
        catch
        {
            _blocks.Dispose();
            throw;
        }
        Initialization.Draw(description, seed, _blocks.Parameters);
    }

    public ModelDescription Description { get; }

    public Device Device { get; }

    /// <summary>The number of samples that are computed at once.</summary>
    public int Batch => _workspace.Batch;

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{float}, Span{float})"/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Forward(input, output, port: 0);

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{float}, Span{float}, int)"/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, int port) => BatchedForward.Run(Description, _workspace, input, output, port);

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{float}, ReadOnlySpan{Memory{float}})"/>
    public void Forward(ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs) => BatchedForward.Run(Description, _workspace, input, outputs);

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{float}, ReadOnlySpan{Memory{float}}, Capture)"/>
    public void Forward(ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs, Capture capture) => BatchedForward.Run(Description, _workspace, input, outputs, capture);

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{Memory{float}})"/>
    public void Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, ReadOnlySpan<Memory<float>> outputs) => TextForward.Run(Description, _workspace, tokens, lengths, outputs);

    /// <inheritdoc cref="InferenceModel.Evaluate(DataSet)"/>
    public Evaluation Evaluate(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Evaluator.Run(Description, _workspace, data);
    }

    /// <inheritdoc cref="InferenceModel.Evaluate(DataSet, Capture)"/>
    public Evaluation Evaluate(DataSet data, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(capture);
        return Evaluator.RunWith(capture, Description, _workspace, data);
    }

    /// <summary>Prepares training from the parameters as they are. It begins when the result is enumerated or run.</summary>
    /// <param name="data">The samples, which must fit the model.</param>
    /// <param name="options">How to train; null takes what the model's <c>train</c> block says.</param>
    /// <param name="cancellationToken">Stops the run after a whole step.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the model.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of <see cref="TrainOptions.SaveTo"/> does not exist.</exception>
    public TrainingRun Train(DataSet data, TrainOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        _workspace.ThrowIfDisposed();
        var plan = new TrainingPlan(Description, Batch, data, options ?? Description.TrainDefaults);
        return new TrainingRun(Begin, cancellationToken);

        IEnumerator<TrainingStep> Begin(CancellationToken token) =>
            new TrainingLoop(plan, _blocks, _workspace).Steps(loop => _run = loop, token).GetEnumerator();
    }

    /// <summary>
    /// Computes the loss of one batch, and its gradients, without noise. The loss is the weighted sum over the outputs;
    /// <see cref="ReadGradient"/> reads the gradients. The parameters do not change.
    /// </summary>
    /// <param name="batch">A data set of at most <see cref="Batch"/> samples.</param>
    /// <exception cref="ArgumentException">The data do not fit the model, or have too many samples.</exception>
    public float Differentiate(DataSet batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataCheck.Fits(Description, batch, nameof(batch));
        using var lease = PrepareBatch(batch.Count, nameof(batch));
        int[] samples = [.. Enumerable.Range(0, batch.Count)];
        if (batch.Texts is { } texts)
        {
            _workspace.LoadTexts(texts, samples);
            return RunStep();
        }
        _workspace.LoadInputs(batch, samples);
        for (var output = 0; output < Description.Outputs.Count; output++)
        {
            _workspace.LoadTargets(output, DataCheck.TargetOf(Description, Description.Outputs[output], batch, nameof(batch)), samples);
        }
        return RunStep();
    }

    /// <summary>Computes loss and gradients of one batch for a model with one output, whose targets are labels.</summary>
    /// <param name="input">[samples, input], for at most <see cref="Batch"/> samples.</param>
    /// <param name="labels">[samples, output rows].</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a label is not one of the classes, or the model's loss takes floats.</exception>
    public float Differentiate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        ThrowIfTakesTexts(nameof(input));
        var output = OnlyOutput(LossKind.CrossEntropy, nameof(labels));
        if (labels.IndexOfAnyExceptInRange(0, output.Classes - 1) is >= 0 and var wrong)
            throw new ArgumentException($"The label {labels[wrong]} at {wrong} is not one of the {output.Classes} classes of {output.Name}.", nameof(labels));
        using var lease = PrepareBatch(SamplesOf(input.Length, labels.Length, output, nameof(labels)), nameof(input));
        _workspace.LoadInputs(input);
        _workspace.LoadTargets(0, labels);
        return RunStep();
    }

    /// <summary>Computes loss and gradients of one batch for a model with one output, whose targets are floats.</summary>
    /// <param name="targets">[samples, output].</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or the model's loss takes labels.</exception>
    /// <inheritdoc cref="Differentiate(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public float Differentiate(ReadOnlySpan<float> input, ReadOnlySpan<float> targets)
    {
        ThrowIfTakesTexts(nameof(input));
        var output = OnlyOutput(LossKind.MeanSquaredError, nameof(targets));
        using var lease = PrepareBatch(SamplesOf(input.Length, targets.Length, output, nameof(targets)), nameof(input));
        _workspace.LoadInputs(input);
        _workspace.LoadTargets(0, targets);
        return RunStep();
    }

    /// <summary>Takes one optimizer step with the gradients as they are.</summary>
    /// <param name="step">The number of the step, counted from 1. Step 1 starts from moments of zero.</param>
    /// <param name="learningRate">The learning rate of this step, as a schedule gives it; null takes the optimizer's own.</param>
    /// <exception cref="ArgumentException">A number of the optimizer, the step or the learning rate is none that trains.</exception>
    public void Update(AdamWOptions optimizer, long step, double? learningRate = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        if (learningRate is not (null or >= 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "A step at this learning rate would leave no parameter a number that training can go on from: it must be at least 0.");
        optimizer.ThrowIfCannotTrain(nameof(optimizer));
        using var lease = _workspace.Enter();
        if (step == 1)
            _blocks.ClearMoments();
        _blocks.Update(optimizer.At(step, learningRate ?? optimizer.LearningRate), step);
    }

    /// <summary>Reads a parameter, row by row.</summary>
    /// <exception cref="ArgumentException">The model has no parameter of this name.</exception>
    public float[] ReadParameter(string name) => ReadPart(_blocks.Parameters, Description.IndexOf(name));

    /// <summary>Reads the gradient of a parameter, row by row, from the last training step or the last <see cref="Differentiate(ReadOnlySpan{float}, ReadOnlySpan{int})"/>.</summary>
    /// <inheritdoc cref="ReadParameter"/>
    public float[] ReadGradient(string name) => ReadPart(_blocks.Gradients, Description.IndexOf(name));

    /// <summary>Replaces a parameter, row by row.</summary>
    /// <exception cref="ArgumentException">The model has no parameter of this name, or the parameter has another number of elements.</exception>
    public void WriteParameter(string name, ReadOnlySpan<float> values)
    {
        var index = Description.IndexOf(name);
        if (values.Length != Description.Parameters[index].Count)
            throw new ArgumentException($"{name} has {Description.Parameters[index].Count} elements, and {values.Length} were given.", nameof(values));
        using var lease = _workspace.Enter();
        _blocks.Parameters.Write(values, Description.Offsets[index]);
    }

    /// <summary>Writes the parameters to a <c>.safetensors</c> file, together with what is needed to use them.</summary>
    /// <exception cref="IOException">The file cannot be written; a file that was there stays as it was.</exception>
    /// <exception cref="InvalidOperationException">Training anneals the model's gates, and is not at its end.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Description.Anneals && _workspace.GateSharpness != 0)
            throw new InvalidOperationException($"The gates of {Description.Name} are on their way from silu to none: train it to the end first, then what it has become is written.");
        WeightsFile.Write(path, Description, ReadParameters(), Provenance);
    }

    /// <summary>Replaces the parameters by those of a <c>.safetensors</c> file, which Bilinear or another program wrote.</summary>
    /// <param name="names">Renames the file's tensors to what the model calls them; null keeps their names.</param>
    /// <param name="anyProgram">Whether weights of another program, such as one with another gate, are taken too if names and shapes fit.</param>
    /// <exception cref="IOException">The file does not exist, is damaged, or does not fit the model.</exception>
    public void Load(string path, TensorNames? names = null, bool anyProgram = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        _workspace.ThrowIfDisposed();
        Load(WeightsFile.Read(path, Description, names, anyProgram));
    }

    /// <summary>Replaces the parameters by those of a file of tensors, in whatever format: what PyTorch or NumPy wrote is opened by the package Bilinear.Data.Files.</summary>
    /// <inheritdoc cref="Load(string, TensorNames?, bool)"/>
    public void Load(TensorFile file, TensorNames? names = null, bool anyProgram = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        _workspace.ThrowIfDisposed();
        Load(WeightsFile.Read(file, Description, names, anyProgram));
    }

    private void Load((float[] Block, Provenance? Provenance) weights)
    {
        using var lease = _workspace.Enter();
        _blocks.Parameters.Write(weights.Block);
        _workspace.SetGateSharpness(1);
        (_run, _loaded) = (null, weights.Provenance);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the parameters have been trained with; null for freshly initialised ones.</summary>
    internal Provenance? Provenance => _run?.Provenance ?? _loaded;

    /// <summary>The sharpness of gates that are annealed, as it is now.</summary>
    internal double GateSharpness => _workspace.GateSharpness;

    /// <summary>Reads the whole block of parameters, in the order of their declaration.</summary>
    internal float[] ReadParameters() => ReadPart(_blocks.Parameters, 0, Description.ParameterCount);

    private float[] ReadPart(DeviceMemory block, int index) => ReadPart(block, Description.Offsets[index], Description.Parameters[index].Count);

    private float[] ReadPart(DeviceMemory block, long offset, long count)
    {
        using var lease = _workspace.Enter();
        var values = new float[count];
        block.Read(values, offset);
        return values;
    }

    // What the caller's method calls its targets, or its samples, is what its exceptions name.
    private OutputInfo OnlyOutput(LossKind loss, string parameter)
    {
        if (Description.Outputs is not [var output])
            throw new ArgumentException($"{Description.Name} has {Description.Outputs.Count} outputs: give a data set with targets for each.", parameter);
        return output.Loss == loss
            ? output
            : throw new ArgumentException($"The loss of {Description.Name} takes {(output.Loss == LossKind.CrossEntropy ? "labels" : "floats")} as targets.", parameter);
    }

    private void ThrowIfTakesTexts(string parameter)
    {
        if (Description.TakesTexts)
            throw new ArgumentException($"{Description.Name} takes texts of tokens, and no floats: give a data set of texts.", parameter);
    }

    private int SamplesOf(int inputs, int targets, OutputInfo output, string parameter)
    {
        var (samples, rest) = Math.DivRem(inputs, Description.Inputs[0].Count);
        return rest == 0 && (long)samples * output.TargetCount == targets
            ? samples
            : throw new ArgumentException($"A sample of {Description.Name} has {Description.Inputs[0].Count} inputs and {output.TargetCount} targets; {inputs} and {targets} were given.", rest == 0 ? parameter : "input");
    }

    private Workspace.Lease PrepareBatch(int samples, string parameter)
    {
        if (samples < 1 || samples > Batch)
            throw new ArgumentException($"{samples} samples were given, and this {Description.Name} takes 1 to {Batch} at once.", parameter);
        var lease = _workspace.Enter();
        _workspace.Prepare(samples);
        if (!Description.TakesTexts)
            _workspace.LoadSamples(new int[samples]);
        return lease;
    }

    private float RunStep()
    {
        Description.Step(_workspace);
        return _workspace.ReadLoss();
    }
}
