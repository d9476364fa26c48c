using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Forms;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>The result of one entry of a <c>decompose</c> block.</summary>
public abstract class Decomposition
{
    private protected Decomposition(ParameterReader parameters, string name, QuadraticPath path) =>
        (Model, Provenance, Name, Path, WeightsHash, Workers) = (parameters.Model, parameters.Provenance, name, path, parameters.Hash(), parameters.Workers);

    private protected Decomposition(SavedSpectra saved, string name, QuadraticPath path) =>
        (Model, Provenance, Name, Path, WeightsHash, Workers) = (saved.Model, saved.Provenance, name, path, saved.WeightsHash, Workers.Current);

    /// <summary>The path of the decomposed layer.</summary>
    public string Name { get; }

    /// <summary>A sentence on what is not exact for this model; null where the decomposition is exact.</summary>
    public string? Caveat => Path.Caveat;

    /// <summary>The model whose weights were decomposed.</summary>
    public ModelDescription Model { get; }

    /// <summary>The model's output that is decomposed; null where the decomposed part ends before an output.</summary>
    public OutputInfo? Output => Path.ToOutput is { } port ? Model.Outputs[port] : null;

    /// <summary>How the model's parameters were trained; null where this is not known.</summary>
    public Provenance? Provenance { get; }

    /// <summary>The SHA-256 of the weights: of all parameters as float32, in the order of declaration.</summary>
    public string WeightsHash { get; }

    /// <summary>Writes the decomposition to a <c>.safetensors</c> file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SpectraFile.Save(path, [this]);

    /// <summary>The part of the model that was decomposed.</summary>
    internal QuadraticPath Path { get; }

    /// <summary>What it was computed with, and computes with from now on: the threads of the weights' device.</summary>
    internal Workers Workers { get; }

    /// <summary>The metadata that describe the decomposition in a file; every key begins with <see cref="Name"/>.</summary>
    internal abstract IEnumerable<KeyValuePair<string, string>> Metadata();

    internal abstract IEnumerable<NamedTensor> Tensors();
}
