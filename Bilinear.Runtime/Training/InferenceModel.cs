using Bilinear.Data;
using Bilinear.Training.Sequences;

namespace Bilinear.Training;

/// <summary>
/// A model that only runs forward: a workspace over shared weights. It belongs to one thread at a time; open one for each thread.
/// </summary>
public abstract class InferenceModel : IDisposable
{
    private readonly Workspace _workspace;

    /// <param name="batch">The number of samples that are computed at once. A call may have any number.</param>
    protected InferenceModel(ModelWeights weights, int batch)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.ThrowIfDisposed();
        Weights = weights;
        _workspace = new Workspace(this, weights.Description, weights.Device, batch, weights.Matrices, gradients: null);
        _workspace.SetGateSharpness(weights.GateSharpness);
    }

    public ModelWeights Weights { get; }

    internal bool IsDisposed => _workspace.IsDisposed;

    /// <summary>Runs any number of samples. The result does not depend on how many are computed at once.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="output">[samples, output]; the first output of a model with several.</param>
    /// <exception cref="ArgumentException">Input or output is not a whole number of samples, or they are of different numbers of samples.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the model.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Forward(input, output, port: 0);

    /// <summary>Runs any number of samples and reads one output of a model with several.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="output">[samples, output].</param>
    /// <param name="port">The number of the output in <see cref="ModelDescription.Outputs"/>.</param>
    /// <exception cref="ArgumentException">Input or output is not a whole number of samples, they are of different numbers of samples, or the model has no such output.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the model.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, int port) => BatchedForward.Run(Weights.Description, Ready(), input, output, port);

    /// <summary>Runs any number of samples and reads every output.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="outputs">For each output of the model [samples, output].</param>
    /// <exception cref="ArgumentException">The input or an output is not a whole number of samples, or they are of different numbers of samples.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the model.</exception>
    public void Forward(ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs) => BatchedForward.Run(Weights.Description, Ready(), input, outputs);

    /// <summary>Runs any number of samples, reads every output, and keeps or replaces the values of layers on the way.</summary>
    /// <param name="input">[samples, input], row by row.</param>
    /// <param name="outputs">For each output of the model [samples, output].</param>
    /// <param name="capture">Says which layers, and has what was kept afterwards. The first pass with one may allocate a larger arena.</param>
    /// <exception cref="ArgumentException">The input or an output is not a whole number of samples, they or a replacement are of different numbers of samples, or the capture is of another model.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the model or the capture.</exception>
    public void Forward(ReadOnlySpan<float> input, ReadOnlySpan<Memory<float>> outputs, Capture capture) => BatchedForward.Run(Weights.Description, Ready(), input, outputs, capture);

    /// <summary>Runs any number of texts. The result of a text does not depend on the others.</summary>
    /// <param name="tokens">The tokens, text after text.</param>
    /// <param name="lengths">The number of tokens of each text.</param>
    /// <param name="outputs">For each output of the model its numbers for each position, text after text.</param>
    /// <exception cref="ArgumentException">The model takes no texts, a text is empty or too long, a token is not one of the vocabulary, or an output has room for another number of positions.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the model.</exception>
    public void Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, ReadOnlySpan<Memory<float>> outputs) => TextForward.Run(Weights.Description, Ready(), tokens, lengths, outputs);

    /// <summary>Computes loss and accuracy over all samples, a last partial batch included.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="Tensors.NotFiniteException">An output is a NaN or infinite.</exception>
    public Evaluation Evaluate(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Evaluator.Run(Weights.Description, Ready(), data);
    }

    /// <summary>Computes loss and accuracy over all samples, and keeps or replaces the values of layers on the way.</summary>
    /// <param name="capture">Says which layers, and has what was kept afterwards.</param>
    /// <exception cref="ArgumentException">The data do not fit the model, or a replacement does not fit the data.</exception>
    /// <exception cref="Tensors.NotFiniteException">An output is a NaN or infinite.</exception>
    public Evaluation Evaluate(DataSet data, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(capture);
        return Evaluator.RunWith(capture, Weights.Description, Ready(), data);
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
