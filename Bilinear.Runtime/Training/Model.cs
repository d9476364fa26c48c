using Bilinear.Devices;

namespace Bilinear.Training;

/// <summary>
/// The training form of a model: parameters, gradients and moments, each one contiguous block, and a workspace for a
/// batch. It belongs to one thread at a time.
/// </summary>
public abstract class Model : IDisposable
{
    private readonly ParameterBlocks _blocks;
    private readonly Workspace _workspace;

    /// <summary>A fresh model.</summary>
    /// <param name="batch">Samples a turn, and the most that a training step can take.</param>
    /// <param name="seed">Decides the parameters: PyTorch's <c>Linear</c> initialisation.</param>
    protected Model(ModelDescription description, Device device, int batch, ulong seed)
    {
        Architecture = description;
        Device = device;
        _blocks = new ParameterBlocks(description, device);
        _workspace = new Workspace(description, device, batch, [.. description.Parameters.Select((_, index) => description.View(_blocks.Parameters, index))], _blocks.Gradients);
        _blocks.Parameters.Write(Initialization.Draw(description, seed));
    }

    public ModelDescription Architecture { get; }

    public Device Device { get; }

    /// <summary>Samples a turn.</summary>
    public int Capacity => _workspace.Capacity;

    /// <inheritdoc cref="InferenceModel.Forward"/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Forwarding.Run(Architecture, _workspace, input, output);

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The whole block, in the order of declaration.</summary>
    internal float[] ReadParameters()
    {
        using var lease = _workspace.Enter();
        var values = new float[Architecture.ParameterCount];
        _blocks.Parameters.Read(values);
        return values;
    }
}
