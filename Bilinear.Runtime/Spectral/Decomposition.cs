using Bilinear.Serialization;
using Bilinear.Spectral.Forms;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>What one entry of a <c>decompose</c> block gave.</summary>
public abstract class Decomposition
{
    private protected Decomposition(ParameterReader parameters, string name, QuadraticPath path) =>
        (Model, Provenance, Name, Path) = (parameters.Model, parameters.Provenance, name, path);

    /// <summary>The layer's path.</summary>
    public string Name { get; }

    /// <summary>What is not exact for this model, in a sentence; null where everything is.</summary>
    public string? Caveat => Path.Caveat;

    /// <summary>The model that it was made from.</summary>
    public ModelDescription Model { get; }

    /// <summary>The model's output that it takes apart; null where it ends before one.</summary>
    public OutputInfo? Output => Path.ToOutput is { } port ? Model.Outputs[port] : null;

    /// <summary>What its parameters were trained with; null where nothing says so.</summary>
    public Provenance? Provenance { get; }

    /// <summary>Writes it to a <c>.safetensors</c> file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => SpectraFile.Save(path, [this]);

    /// <summary>The part of the model that was taken apart.</summary>
    internal QuadraticPath Path { get; }

    /// <summary>What the file says of it; every key begins with the name.</summary>
    internal abstract IEnumerable<KeyValuePair<string, string>> Metadata();

    internal abstract IEnumerable<NamedTensor> Tensors();
}
