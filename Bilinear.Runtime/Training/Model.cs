using System.Runtime.CompilerServices;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Training.Files;
using Bilinear.Training.Loop;

namespace Bilinear.Training;

/// <summary>
/// The training form of a model: parameters, gradients and moments, each one contiguous block, and a workspace for a
/// batch. It belongs to one thread at a time.
/// </summary>
public abstract class Model : IDisposable
{
    private readonly ParameterBlocks _blocks;
    private readonly Workspace _workspace;
    private TrainingRun? _run;
    private Provenance? _loaded;

    /// <summary>A fresh model.</summary>
    /// <param name="batch">Samples a turn, and the most that a training step can take.</param>
    /// <param name="seed">Decides the parameters: PyTorch's <c>Linear</c> initialisation.</param>
    /// <exception cref="DeviceException">It does not fit into the device: nothing is left there.</exception>
    protected Model(ModelDescription description, Device device, int batch, ulong seed)
    {
        Architecture = description;
        Device = device;
        _blocks = new ParameterBlocks(description, device);
        try
        {
            _workspace = new Workspace(description, device, batch, [.. description.Parameters.Select((_, index) => description.View(_blocks.Parameters, index))], _blocks.Gradients);
        }
        catch
        {
            _blocks.Dispose();
            throw;
        }
        _blocks.Parameters.Write(Initialization.Draw(description, seed));
    }

    public ModelDescription Architecture { get; }

    public Device Device { get; }

    /// <summary>Samples a turn.</summary>
    public int Capacity => _workspace.Capacity;

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{float}, Span{float})"/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Forward(input, output, port: 0);

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{float}, Span{float}, int)"/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, int port) => Forwarding.Run(Architecture, _workspace, input, output, port);

    /// <inheritdoc cref="InferenceModel.Forward(ReadOnlySpan{float}, ReadOnlySpan{Memory{float}})"/>
    public void Forward(ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs) => Forwarding.Run(Architecture, _workspace, input, outputs);

    /// <inheritdoc cref="InferenceModel.Evaluate"/>
    public Evaluation Evaluate(DataSet data) => Evaluating.Run(Architecture, _workspace, data);

    /// <summary>
    /// Trains from the parameters as they are, a step each time that the next is asked for; between steps the model can be
    /// evaluated or saved. Leaving the loop early stops cleanly after a whole step.
    /// </summary>
    /// <param name="options">The model's <c>train</c> block, if left out.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: after a whole step, and once what <see cref="TrainOptions.SaveTo"/> asks for was written.</exception>
    /// <exception cref="IOException">A file cannot be written, or a checkpoint is of another run.</exception>
    /// <exception cref="DivergedException">An epoch, or a run that is stopped, ends with a loss or a parameter that is no number; nothing is written.</exception>
    public IEnumerable<TrainingStep> Train(DataSet data, TrainOptions? options = null, CancellationToken cancel = default)
    {
        var plan = new TrainingPlan(Architecture, Capacity, data, options ?? Architecture.TrainDefaults);
        _run = new TrainingRun(plan, _blocks, _workspace);
        return _run.Steps(cancel);
    }

    /// <summary>As <see cref="Train"/>, each step on the thread pool.</summary>
    /// <inheritdoc cref="Train"/>
    public async IAsyncEnumerable<TrainingStep> TrainAsync(DataSet data, TrainOptions? options = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var steps = Train(data, options, cancel).GetEnumerator();
        while (await Task.Run(steps.MoveNext, CancellationToken.None).ConfigureAwait(false)) yield return steps.Current;
    }

    /// <summary>
    /// The loss of one batch, of several outputs the weighted sum of theirs, and its gradients, without noise; see
    /// <see cref="ReadGradient"/>. The parameters stay as they are.
    /// </summary>
    /// <param name="batch">No more samples than <see cref="Capacity"/>.</param>
    /// <exception cref="ArgumentException">The data do not fit the model, or are too many.</exception>
    public float Differentiate(DataSet batch)
    {
        DataCheck.Fits(Architecture, batch);
        using var lease = PrepareBatch(batch.Count);
        int[] samples = [.. Enumerable.Range(0, batch.Count)];
        _workspace.LoadInputs(batch, samples);
        for (var output = 0; output < Architecture.Outputs.Count; output++)
        {
            var target = DataCheck.TargetOf(Architecture, Architecture.Outputs[output], batch);
            if (target.Classes > 0) _workspace.LoadTargets(output, target.Labels);
            else _workspace.LoadTargets(output, target.Values);
        }
        return RunStep();
    }

    /// <summary>The same for a model of one output that takes labels.</summary>
    /// <param name="input">[samples, input], no more samples than <see cref="Capacity"/>.</param>
    /// <param name="labels">[samples, output rows].</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a label is not one of the classes, or the model's loss takes floats.</exception>
    public float Differentiate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        var output = OnlyOutput(LossKind.CrossEntropy);
        if (labels.IndexOfAnyExceptInRange(0, output.Classes - 1) is >= 0 and var wrong)
            throw new ArgumentException($"The label {labels[wrong]} at {wrong} is not one of the {output.Classes} classes of {output.Name}.", nameof(labels));
        using var lease = PrepareBatch(SamplesOf(input.Length, labels.Length, output));
        _workspace.LoadInputs(input);
        _workspace.LoadTargets(0, labels);
        return RunStep();
    }

    /// <summary>The same for a model of one output that takes floats.</summary>
    /// <param name="targets">[samples, output].</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or the model's loss takes labels.</exception>
    /// <inheritdoc cref="Differentiate(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public float Differentiate(ReadOnlySpan<float> input, ReadOnlySpan<float> targets)
    {
        var output = OnlyOutput(LossKind.MeanSquaredError);
        using var lease = PrepareBatch(SamplesOf(input.Length, targets.Length, output));
        _workspace.LoadInputs(input);
        _workspace.LoadTargets(0, targets);
        return RunStep();
    }

    /// <summary>One optimizer step with the gradients as they are.</summary>
    /// <param name="step">Counted from 1; the first starts from moments of zero.</param>
    /// <param name="learningRate">In place of the optimizer's own, for a schedule.</param>
    public void Update(AdamWOptions optimizer, long step, double? learningRate = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        using var lease = _workspace.Enter();
        if (step == 1) _blocks.ClearMoments();
        _blocks.Update(optimizer.At(step, learningRate ?? optimizer.LearningRate));
    }

    /// <summary>A parameter, row by row.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public float[] ReadParameter(string name) => ReadPart(_blocks.Parameters, Architecture.IndexOf(name));

    /// <summary>Its gradient, of the last step or of <see cref="Differentiate(ReadOnlySpan{float}, ReadOnlySpan{int})"/>.</summary>
    /// <inheritdoc cref="ReadParameter"/>
    public float[] ReadGradient(string name) => ReadPart(_blocks.Gradients, Architecture.IndexOf(name));

    /// <exception cref="ArgumentException">There is none of that name, or it has another number of elements.</exception>
    public void WriteParameter(string name, ReadOnlySpan<float> values)
    {
        var index = Architecture.IndexOf(name);
        if (values.Length != Architecture.Parameters[index].Count)
            throw new ArgumentException($"{name} has {Architecture.Parameters[index].Count} elements, and {values.Length} were given.", nameof(values));
        using var lease = _workspace.Enter();
        _blocks.Parameters.Write(values, Architecture.Offsets[index]);
    }

    /// <summary>Writes the parameters to a <c>.safetensors</c> file, with what is needed to use them.</summary>
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    public void Save(string path) => WeightsFile.Write(path, Architecture, ReadParameters(), Provenance);

    /// <summary>Takes the parameters of a <c>.safetensors</c> file, of Bilinear's or another's making.</summary>
    /// <param name="names">What the file's tensors are called here; as they are if left out.</param>
    /// <param name="anyProgram">Whether weights of another program are taken too, where names and shapes fit: one with another gate, say.</param>
    /// <exception cref="IOException">The file is not there, is damaged, or does not fit the model.</exception>
    public void Load(string path, TensorNames? names = null, bool anyProgram = false)
    {
        var (block, provenance) = WeightsFile.Read(path, Architecture, names, anyProgram);
        using var lease = _workspace.Enter();
        _blocks.Parameters.Write(block);
        (_run, _loaded) = (null, provenance);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the parameters have been trained with; null for fresh ones.</summary>
    internal Provenance? Provenance => _run?.Provenance ?? _loaded;

    /// <summary>The whole block, in the order of declaration.</summary>
    internal float[] ReadParameters() => ReadPart(_blocks.Parameters, 0, Architecture.ParameterCount);

    private float[] ReadPart(DeviceMemory block, int index) => ReadPart(block, Architecture.Offsets[index], Architecture.Parameters[index].Count);

    private float[] ReadPart(DeviceMemory block, long offset, long count)
    {
        using var lease = _workspace.Enter();
        var values = new float[count];
        block.Read(values, offset);
        return values;
    }

    private OutputInfo OnlyOutput(LossKind loss)
    {
        if (Architecture.Outputs is not [var output])
            throw new ArgumentException($"{Architecture.Name} has {Architecture.Outputs.Count} outputs: give a data set with targets for each.");
        return output.Loss == loss
            ? output
            : throw new ArgumentException($"The loss of {Architecture.Name} takes {(output.Loss == LossKind.CrossEntropy ? "labels" : "floats")}.");
    }

    private int SamplesOf(int inputs, int targets, OutputInfo output)
    {
        var input = Architecture.Inputs[0];
        var samples = inputs / input.Count;
        return samples * input.Count == inputs && samples * output.TargetCount == targets
            ? samples
            : throw new ArgumentException($"A sample of {Architecture.Name} has {input.Count} inputs and {output.TargetCount} targets; {inputs} and {targets} were given.", nameof(inputs));
    }

    private Workspace.Lease PrepareBatch(int samples)
    {
        if (samples < 1 || samples > Capacity)
            throw new ArgumentException($"{samples} samples were given, and this {Architecture.Name} takes 1 to {Capacity} at once.", nameof(samples));
        var lease = _workspace.Enter();
        _workspace.Prepare(samples);
        _workspace.LoadSamples(new int[samples]);
        return lease;
    }

    private float RunStep()
    {
        Architecture.Step(_workspace);
        return _workspace.ReadLoss();
    }
}
