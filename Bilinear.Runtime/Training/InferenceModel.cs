using Bilinear.Data;

namespace Bilinear.Training;

/// <summary>
/// A model that only runs forward: a workspace over shared weights. It belongs to one thread at a time; open one for each.
/// </summary>
public abstract class InferenceModel : IDisposable
{
    private readonly Workspace _workspace;

    /// <param name="maxBatch">Samples a turn; any number can be asked for.</param>
    protected InferenceModel(ModelWeights weights, int maxBatch)
    {
        Weights = weights;
        _workspace = new Workspace(weights.Architecture, weights.Device, maxBatch, weights.Matrices, gradients: null);
    }

    public ModelWeights Weights { get; }

    /// <summary>Runs any number of samples; the result does not depend on how they are cut into turns.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="output">[samples, output].</param>
    /// <exception cref="ArgumentException">Either is not a whole number of samples, or they are not of one length.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using it.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Forwarding.Run(Weights.Architecture, _workspace, input, output);

    /// <summary>Loss and accuracy over all samples, a last partial batch included.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="Tensors.NotFiniteException">An output is a NaN or infinite.</exception>
    public Evaluation Evaluate(DataSet data) => new Evaluating(Weights.Architecture, data).Run(Forward, _workspace.Capacity);

    /// <summary>Frees the workspace; the weights stay.</summary>
    public void Dispose()
    {
        _workspace.Dispose();
        GC.SuppressFinalize(this);
    }
}
