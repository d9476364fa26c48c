using System.Runtime.CompilerServices;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Tensors;
using Bilinear.Training.Files;

namespace Bilinear.Training;

/// <summary>Holds a model's parameters on a device. They never change, are packed once, and are shared by any number of inference models.</summary>
public abstract class ModelWeights : IDisposable
{
    private readonly DeviceMemory _block;
    private volatile bool _isDisposed;

    /// <summary>Copies a model's parameters as they are now.</summary>
    protected ModelWeights(Model model)
        : this(Given(model).Description, model.Device, (model.ReadParameters(), model.Provenance)) => GateSharpness = model.GateSharpness;

    /// <summary>Reads the parameters of a <c>.safetensors</c> file, which Bilinear or another program wrote.</summary>
    /// <param name="names">Renames the file's tensors to what the model calls them; null keeps their names.</param>
    /// <param name="anyProgram">Whether weights of another program, such as one with another gate, are taken too if names and shapes fit.</param>
    /// <exception cref="IOException">The file does not exist, is damaged, or does not fit the model.</exception>
    protected ModelWeights(ModelDescription description, Device device, string path, TensorNames? names = null, bool anyProgram = false)
        : this(Given(description), Given(device), WeightsFile.Read(Given(path), Whole(description, path), names, anyProgram))
    {
    }

    private ModelWeights(ModelDescription description, Device device, (float[] Block, Provenance? Provenance) parameters)
    {
        Description = description;
        Device = device;
        Provenance = parameters.Provenance;
        _block = device.Allocate(description.ParameterCount);
        _block.Write(parameters.Block);
        Matrices = [.. description.Parameters.Select(Packed)];
    }

    public ModelDescription Description { get; }

    public Device Device { get; }

    /// <summary>What the parameters have been trained with; null if that is not known.</summary>
    public Provenance? Provenance { get; }

    /// <summary>A matrix for each parameter.</summary>
    internal View[] Matrices { get; }

    /// <summary>The sharpness of gates that are annealed: 1 for weights from a file.</summary>
    internal double GateSharpness { get; } = 1;

    /// <summary>Reads a parameter, row by row.</summary>
    /// <exception cref="ArgumentException">The model has no parameter of this name.</exception>
    public float[] ReadParameter(string name)
    {
        ThrowIfDisposed();
        var index = Description.IndexOf(name);
        var values = new float[Description.Parameters[index].Count];
        _block.Read(values, Description.Offsets[index]);
        return values;
    }

    /// <summary>Opens a model that runs forward on these weights, with a workspace of its own.</summary>
    /// <param name="batch">The number of samples that are computed at once. A call may have any number.</param>
    public abstract InferenceModel OpenInference(int batch = 1);

    /// <summary>Opens texts that grow token by token, for a model that takes texts.</summary>
    /// <param name="texts">How many texts there are, which share every read of the weights.</param>
    /// <exception cref="ArgumentException">There are fewer than one, or the model cannot go on with a text: it takes none, or has an attention that is not causal.</exception>
    public Generation OpenGeneration(int texts = 1)
    {
        ThrowIfDisposed();
        return new Generation(this, texts);
    }

    /// <summary>Evaluates the model on data and measures what each of its norms reads on the way: the scales that could stand in for the norms, with which they can be folded away.</summary>
    /// <param name="batch">The number of samples that are computed at once. The scales do not depend on it.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has no norm.</exception>
    /// <exception cref="NotFiniteException">What a norm reads is a NaN or infinite.</exception>
    public MeasuredNorms MeasureNorms(DataSet data, int batch = 16) => MeasuredNorms.Of(this, data, batch);

    public void Dispose()
    {
        _isDisposed = true;
        foreach (var matrix in Matrices)
            matrix.Packed?.Dispose();
        _block.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <exception cref="ObjectDisposedException">The weights have been disposed.</exception>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    // A constructor that hands on what it was given has no other place to look at it.
    private static T Given<T>(T argument, [CallerArgumentExpression(nameof(argument))] string? name = null) where T : class =>
        argument ?? throw new ArgumentNullException(name);

    // No file of weights has the scales: a model without them would compute something else.
    private static ModelDescription Whole(ModelDescription description, string path) => !description.Parameters.Any(parameter => parameter.Measured is not null) ? description
        : throw new SafeTensorsException(path, $"{description.Name} measures the scales of its norms in training, and what training writes has them folded in: open weights with the program that they carry, or train this one.");

    // Layers read their weights transposed, so that is what is packed; vectors are added, not multiplied.
    private View Packed(ParameterInfo parameter, int index)
    {
        var matrix = Description.View(_block, index);
        return parameter.Shape.Count < 2 ? matrix : matrix with { Packed = Device.Pack(matrix.T, parameter.Stacked) };
    }
}
