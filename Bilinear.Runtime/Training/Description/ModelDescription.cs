using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Text;

namespace Bilinear.Training;

/// <summary>Holds what the runtime knows about a generated model: its tensors, how to run it, and what its file says about training.</summary>
public sealed class ModelDescription
{
    public required string Name { get; init; }

    /// <summary>The text of the <c>.bmlp</c> file in its one canonical layout. Files of weights carry it.</summary>
    public string CanonicalText { get; init; } = "";

    /// <summary>The version of the language that <see cref="CanonicalText"/> is written in.</summary>
    public int LanguageVersion { get; init; } = 1;

    /// <summary>
    /// The canonical text of the program that training makes of the model, and that its weights are written for: with gates that are annealed, and without norms whose scales
    /// were measured. Null for a model that stays what it is.
    /// </summary>
    public string? TrainedText { get; init; }

    /// <summary>The name and the value of each argument of the model, as in the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments { get; init; } = [];

    /// <summary>The inputs of the model. The language gives a model one.</summary>
    public required IReadOnlyList<InputInfo> Inputs { get; init; }

    /// <summary>The outputs of the model, in the order of its header.</summary>
    public required IReadOnlyList<OutputInfo> Outputs { get; init; }

    /// <summary>The parameters in the order of their declaration, which is also their order in the parameter block.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Parameters));
            field = value;
            Offsets = OffsetsOf(value);
            Anneals = value.Any(parameter => parameter.IsFactor);
        }
    }

    /// <summary>The norms that divide by a number of each input, in the order of the flow.</summary>
    public IReadOnlyList<NormInfo> Norms { get; init; } = [];

    /// <summary>What the program has a name for and a <see cref="Training.Capture"/> can keep or replace, in the order in which it is computed.</summary>
    public IReadOnlyList<LayerInfo> Layers { get; init; } = [];

    /// <summary>The scratch floats that <see cref="Forward"/> needs for each sample.</summary>
    public int ForwardArena { get; init; }

    /// <summary>The scratch floats that <see cref="Step"/> needs for each sample.</summary>
    public int StepArena { get; init; }

    /// <summary>The scratch floats that <see cref="Capture"/> needs for each sample.</summary>
    public int CaptureArena { get; init; }

    /// <summary>The scratch floats that <see cref="Score"/> needs for each sample.</summary>
    public int ScoreArena { get; init; }

    /// <summary>How many positions a sample of a model with attention, or of a model of texts, has at most; zero for other models.</summary>
    public int Context { get; init; }

    /// <summary>What a cache keeps for each layer of attention, in the order of the layers, for a model that has <see cref="Decode"/>.</summary>
    public IReadOnlyList<CacheInfo> Caches { get; init; } = [];

    /// <summary>Whether the model takes texts of tokens, each of 1 to <see cref="Context"/> positions, and not samples of one size.</summary>
    public bool TakesTexts => Inputs[0].Vocabulary > 0;

    public TrainOptions TrainDefaults { get; init; } = new();

    /// <summary>Computes the outputs from inputs and parameters, without noise; keeps nothing for a backward pass.</summary>
    public required Action<Workspace> Forward { get; init; }

    /// <summary>
    /// Computes what <see cref="Forward"/> does, by the same operations, and hands each of the <see cref="Layers"/> to <see cref="Workspace.Layer"/> as
    /// soon as it is there. It is null for a description without a generated class.
    /// </summary>
    public Action<Workspace>? Capture { get; init; }

    /// <summary>Computes the losses from inputs, targets and parameters, without noise; null for a model that is judged by its outputs.</summary>
    public Action<Workspace>? Score { get; init; }

    /// <summary>Computes the outputs of new positions of texts whose earlier keys and values are in a cache, and adds theirs to it; null for a model where a position sees what comes after it.</summary>
    public Action<Workspace>? Decode { get; init; }

    /// <summary>Computes the losses and every gradient from inputs, targets and parameters.</summary>
    public required Action<Workspace> Step { get; init; }

    /// <summary>
    /// Makes the training form of the model from a device, a batch size and a seed, for a caller that meets the model at run
    /// time. It is null for a description without a generated class.
    /// </summary>
    public Func<Device, int, ulong, Model>? Create { get; init; }

    /// <summary>Reads a file of weights and renames its tensors; the last argument says whether weights of another program are taken too. It is null for a description without a generated class.</summary>
    public Func<Device, string, TensorNames?, bool, ModelWeights>? LoadWeights { get; init; }

    /// <summary>The number of floats in all parameters together.</summary>
    public long ParameterCount => Offsets[^1];

    /// <summary>The place where each parameter begins in the block, in floats, and last the place where the block ends.</summary>
    internal IReadOnlyList<long> Offsets { get; private init; } = [0];

    /// <summary>Whether training anneals gates.</summary>
    internal bool Anneals { get; private init; }

    /// <summary>Gives parameter <paramref name="index"/> in a block of parameters, gradients or moments as a matrix, [1, n] for a vector.</summary>
    internal View View(DeviceMemory block, int index) =>
        new(block, Offsets[index], Parameters[index].Rows, Parameters[index].Columns);

    /// <summary>Reads the loss that training minimises: Σ weight·loss over the outputs.</summary>
    /// <param name="losses">The loss of each output, [1, outputs].</param>
    internal float ReadLoss(View losses)
    {
        Span<float> values = stackalloc float[Outputs.Count];
        losses.Memory.Read(values, losses.Offset);
        if (values.Length == 1 && Outputs[0].Weight == 1)
            return values[0];
        var sum = 0.0;
        for (var port = 0; port < values.Length; port++)
            sum += Outputs[port].Weight * values[port];
        return (float)sum;
    }

    /// <exception cref="ArgumentException">The model has no parameter of this name.</exception>
    internal int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var index = 0; index < Parameters.Count; index++)
        {
            if (Parameters[index].Name == name)
                return index;
        }
        throw new ArgumentException($"{Name} has no parameter {ForeignText.Quote(name)}; it has {ForeignText.List([.. Parameters.Select(p => p.Name)])}.", nameof(name));
    }

    private static long[] OffsetsOf(IReadOnlyList<ParameterInfo> parameters)
    {
        var offsets = new long[parameters.Count + 1];
        for (var index = 0; index < parameters.Count; index++)
            offsets[index + 1] = offsets[index] + parameters[index].Count;
        return offsets;
    }
}
