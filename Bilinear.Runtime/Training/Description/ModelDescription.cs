using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Text;

namespace Bilinear.Training;

/// <summary>What the runtime knows of a generated model: its tensors, how to run it, and what its file said of training.</summary>
public sealed class ModelDescription
{
    public required string Name { get; init; }

    /// <summary>The <c>.bmlp</c> file in its one canonical layout; weights files carry it.</summary>
    public string CanonicalText { get; init; } = "";

    /// <summary>The version of the language that <see cref="CanonicalText"/> is written in.</summary>
    public int LanguageVersion { get; init; } = 1;

    /// <summary>Name and value, as in the file, of each of the model's arguments.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments { get; init; } = [];

    /// <summary>What the model takes. The language gives a model one input.</summary>
    public required IReadOnlyList<InputInfo> Inputs { get; init; }

    /// <summary>What the model gives, in the order of its header.</summary>
    public required IReadOnlyList<OutputInfo> Outputs { get; init; }

    /// <summary>In the order of declaration, which is their order in the parameter block.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Parameters));
            field = value;
            Offsets = OffsetsOf(value);
        }
    }

    /// <summary>Scratch floats a sample of <see cref="Forward"/>.</summary>
    public int ForwardArena { get; init; }

    /// <summary>Scratch floats a sample of <see cref="Step"/>.</summary>
    public int StepArena { get; init; }

    public TrainOptions TrainDefaults { get; init; } = new();

    /// <summary>Inputs and parameters to outputs: no noise, nothing kept.</summary>
    public required Action<Workspace> Forward { get; init; }

    /// <summary>Inputs, targets and parameters to losses and every gradient.</summary>
    public required Action<Workspace> Step { get; init; }

    /// <summary>
    /// Makes the training form from device, samples a turn and seed: for a caller that meets the model at run time. Null
    /// for a description without a class of its own.
    /// </summary>
    public Func<Device, int, ulong, Model>? Create { get; init; }

    /// <summary>Reads a weights file of this model, its tensors renamed, or, where the last argument says so, of another program. Null for a description without a class of its own.</summary>
    public Func<Device, string, TensorNames?, bool, ModelWeights>? LoadWeights { get; init; }

    /// <summary>Floats of all parameters.</summary>
    public long ParameterCount => Offsets[^1];

    /// <summary>Where each parameter begins in the block, in floats; then where the block ends.</summary>
    internal IReadOnlyList<long> Offsets { get; private init; } = [0];

    /// <summary>Parameter <paramref name="index"/> in a block of parameters, gradients or moments: a matrix, [1, n] for a vector.</summary>
    internal View View(DeviceMemory block, int index) =>
        new(block, Offsets[index], Parameters[index].Rows, Parameters[index].Columns);

    /// <summary>Σ weight·loss over the outputs.</summary>
    /// <param name="losses">Of each output, [1, outputs].</param>
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

    /// <exception cref="ArgumentException">There is none.</exception>
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
