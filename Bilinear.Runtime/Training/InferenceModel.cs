using Bilinear.Data;

namespace Bilinear.Training;

/// <summary>
/// A model that only runs forward: a workspace over shared weights. It belongs to one thread at a time; open one for each.
/// </summary>
public abstract class InferenceModel : IDisposable
{
    private readonly Workspace _workspace;

    /// <param name="batch">Samples a turn; any number can be asked for.</param>
    protected InferenceModel(ModelWeights weights, int batch)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.ThrowIfDisposed();
        Weights = weights;
        _workspace = new Workspace(this, weights.Description, weights.Device, batch, weights.Matrices, gradients: null);
    }

    public ModelWeights Weights { get; }

    /// <summary>Runs any number of samples; the result does not depend on how they are cut into turns.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="output">[samples, output]; of several outputs the first.</param>
    /// <exception cref="ArgumentException">Either is not a whole number of samples, or they are not of one length.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using it.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Forward(input, output, port: 0);

    /// <summary>The same with another output of a model of several.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="output">[samples, output].</param>
    /// <param name="port">Which output, by its number in <see cref="ModelDescription.Outputs"/>.</param>
    /// <exception cref="ArgumentException">Either is not a whole number of samples, they are not of one length, or there is no such output.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using it.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, int port) => Forwarding.Run(Weights.Description, Ready(), input, output, port);

    /// <summary>The same with every output.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="outputs">For each output of the model [samples, output].</param>
    /// <exception cref="ArgumentException">Something is not a whole number of samples, or they are not as many everywhere.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using it.</exception>
    public void Forward(ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs) => Forwarding.Run(Weights.Description, Ready(), input, outputs);

    /// <summary>Loss and accuracy over all samples, a last partial batch included.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="Tensors.NotFiniteException">An output is a NaN or infinite.</exception>
    public Evaluation Evaluate(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Evaluating.Run(Weights.Description, Ready(), data);
    }

    /// <summary>Frees the workspace; the weights stay.</summary>
    public void Dispose()
    {
        _workspace.Dispose();
        GC.SuppressFinalize(this);
    }

    private Workspace Ready()
    {
        Weights.ThrowIfDisposed();
        return _workspace;
    }
}
