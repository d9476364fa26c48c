using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Text;
using Bilinear.Training.Folding;

namespace Bilinear.Training;

/// <summary>
/// The norms of a trained model with the scales s that stand in for them: y = gain ⊙ x / s with s constant is a diagonal map, and so W·y = (W·diag(gain / s))·x, a model without norms.
/// <see cref="ModelWeights.MeasureNorms"/> makes it.
/// </summary>
public sealed class MeasuredNorms
{
    private readonly ModelWeights _weights;

    internal MeasuredNorms(ModelWeights weights, string data, IReadOnlyList<MeasuredNorm> norms, Evaluation evaluation) =>
        (_weights, Data, Norms, Evaluation) = (weights, data, norms, evaluation);

    /// <summary>The name of the data.</summary>
    public string Data { get; }

    /// <summary>Every norm, in the order of the flow.</summary>
    public IReadOnlyList<MeasuredNorm> Norms { get; }

    /// <summary>How good the model is on these data, with its norms.</summary>
    public Evaluation Evaluation { get; }

    internal static MeasuredNorms Of(ModelWeights weights, DataSet data, int batch)
    {
        ArgumentNullException.ThrowIfNull(data);
        weights.ThrowIfDisposed();
        var model = weights.Description;
        MeasuredNorm[] norms = [.. model.Norms.Select(norm => new MeasuredNorm(norm))];
        if (norms.Length == 0)
            throw new InvalidOperationException($"{model.Name} has no norm that divides by a number of each input: there is nothing to measure.");
        using var meter = new NormMeter(weights.Device, norms.ToLookup(norm => norm.Norm.Call), data.Name);
        using var workspace = new Workspace(weights, model, meter, Math.Min(batch, data.Count), weights.Matrices, gradients: null);
        workspace.SetGateSharpness(weights.GateSharpness);
        return new MeasuredNorms(weights, data.Name, norms, Evaluator.Run(model, workspace, data));
    }

    /// <summary>Gives the weights of the model without norms: the columns of what reads a norm times gain / s, and all else as it was.</summary>
    /// <param name="folded">The program without norms. A head that was tied to the embedding is a <c>linear</c> there.</param>
    /// <param name="perChannel">Whether each channel is divided by its own of <see cref="MeasuredNorm.Scales"/>, and not all by <see cref="MeasuredNorm.Scale"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="folded"/> is another model than this one without its norms.</exception>
    /// <exception cref="InvalidOperationException">A norm cannot be folded, or the model is one in the middle of its training, whose gates are being annealed or whose scales are being measured.</exception>
    /// <exception cref="ObjectDisposedException">The weights have been disposed.</exception>
    public IReadOnlyList<NamedTensor> Fold(ModelDescription folded, bool perChannel = false)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var values = Fold(perChannel);
        CheckIsWithoutNorms(folded, values);
        return [.. folded.Parameters.Where(info => !info.IsFactor).Select(info => new NamedTensor(info.Name, info.Shape, values[info.Name].Values))];
    }

    /// <summary>Writes the weights of the model without norms, with what is needed to use them.</summary>
    /// <inheritdoc cref="Fold(ModelDescription, bool)"/>
    /// <exception cref="IOException">The file cannot be written; a file that was there stays as it was.</exception>
    public void Save(string path, ModelDescription folded, bool perChannel = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        var tensors = Fold(folded, perChannel);
        var metadata = ModelMetadata.Write(folded, _weights.Provenance);
        metadata["norms_folded_on"] = Data;
        SafeTensorsWriter.Write(path, metadata, tensors);
    }

    private Dictionary<string, (IReadOnlyList<int> Shape, float[] Values)> Fold(bool perChannel)
    {
        var infos = _weights.Description.Parameters;
        var values = infos.ToDictionary(info => info.Name, info => (info.Shape, Values: _weights.ReadParameter(info.Name)), StringComparer.Ordinal);
        CheckIsTrained(values);
        foreach (var measured in Norms)
        {
            var norm = measured.Norm;
            if (norm.Obstacle is not null)
                throw new InvalidOperationException($"`{norm.Name}` of {_weights.Description.Name} cannot be folded: {norm.Obstacle}");
            var factors = Factors(norm.Gain < 0 ? null : values[infos[norm.Gain].Name].Values, perChannel ? measured.Scales : [measured.Scale], norm.Size);
            foreach (var weight in norm.Weights)
                Multiply(values[infos[weight].Name].Values, infos[weight].Columns, factors);
            foreach (var head in norm.Heads)
            {
                values[$"{head.Name}.weight"] = (infos[head.Embedding].Shape, _weights.ReadParameter(infos[head.Embedding].Name));
                Multiply(values[$"{head.Name}.weight"].Values, norm.Size, factors);
            }
        }

        foreach (var gone in infos.Where((info, index) => info.IsFactor || Norms.Any(measured => measured.Norm.Gain == index)))
            values.Remove(gone.Name);
        return values;
    }

    private void CheckIsTrained(Dictionary<string, (IReadOnlyList<int> Shape, float[] Values)> values)
    {
        var model = _weights.Description;
        if (model.Parameters.Any(info => info.Measured is not null))
            throw new InvalidOperationException($"{model.Name} measures the scales of norms in training, and what it saves has them folded in: train it to the end, and fold the model that is saved.");
        if (model.Parameters.Any(info => info.IsFactor && values[info.Name].Values.Any(factor => factor != 1)))
            throw new InvalidOperationException($"The gates of {model.Name} are being annealed: train it to the end, and fold the model that is saved.");
    }

    private void CheckIsWithoutNorms(ModelDescription folded, Dictionary<string, (IReadOnlyList<int> Shape, float[] Values)> values)
    {
        var whole = _weights.Description;
        var parameters = folded.Parameters.Where(info => !info.IsFactor).ToDictionary(info => info.Name, StringComparer.Ordinal);
        var wrong = folded.Norms.Count > 0 ? $"it has a norm, {ForeignText.Quote(folded.Norms[0].Name)}"
            : Ports(folded) != Ports(whole) ? $"it maps {Ports(folded)} and not {Ports(whole)}"
            : values.FirstOrDefault(value => !parameters.ContainsKey(value.Key)) is { Key: { } missing } ? $"it has no parameter {ForeignText.Quote(missing)}"
            : parameters.Values.FirstOrDefault(info => !values.TryGetValue(info.Name, out var value) || !value.Shape.SequenceEqual(info.Shape)) is { } other
                ? $"its parameter {ForeignText.Quote(other.Name)} {(values.TryGetValue(other.Name, out var here) ? $"is {ForeignText.Shape(other.Shape)}, where {ForeignText.Shape(here.Shape)} belongs" : "is not one of these weights")}"
            : null;
        if (wrong is not null)
            throw new ArgumentException($"{folded.Name} is not {whole.Name} without its norms: {wrong}.", nameof(folded));
    }

    private static string Ports(ModelDescription model) => $"{Ports(model.Inputs)} to {Ports(model.Outputs)}";

    private static string Ports(IEnumerable<PortInfo> ports) => string.Join(", ", ports.Select(port => $"{port.Name} {ForeignText.Shape(port.Shape)}"));

    private static double[] Factors(float[]? gain, IReadOnlyList<double> scales, int size) =>
        [.. Enumerable.Range(0, size).Select(channel => (gain?[channel] ?? 1) / scales[channel % scales.Count])];

    private static void Multiply(float[] weight, int columns, double[] factors)
    {
        for (var at = 0; at < weight.Length; at++)
            weight[at] = (float)(weight[at] * factors[at % columns % factors.Length]);
    }
}
