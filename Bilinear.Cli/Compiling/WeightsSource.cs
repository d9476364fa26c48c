using Bilinear.Artefacts;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Compiling;

/// <summary>A file of weights, and how its tensors are called in the model.</summary>
internal sealed class WeightsSource
{
    /// <exception cref="IOException">It is not there, or is no <c>.safetensors</c> file.</exception>
    public WeightsSource(string path, TensorNames names)
    {
        (Path, Names) = (path, names);
        using var file = SafeTensorsFile.Open(path);
        if (SpectraFile.IsOne(file))
            throw new InputException($"{path} holds spectra, and weights belong here: give those that they were made from.");
        Metadata = ModelMetadata.Read(path, file);
        Derivation = Derivation.Of(file.Metadata);
    }

    public string Path { get; }

    public TensorNames Names { get; }

    /// <summary>The provenance in the file; null for a file that Bilinear did not write.</summary>
    public ModelMetadata? Metadata { get; }

    /// <summary>What the data of training were called; null where that is not known.</summary>
    public DataSchema? Schema => Metadata?.Provenance?.Schema;

    /// <summary>The model that they were made from; null for those that were trained.</summary>
    public Derivation? Derivation { get; }

    /// <summary>Whether they are taken whatever they say of their model: only names and shapes must fit.</summary>
    public bool IsForced { get; init; }

    /// <summary>What to do where the program is not theirs.</summary>
    public string Advice { get; init; } = "Give the program of these weights, or take them as they are with --force.";

    /// <summary><c>Mnist(hidden: 512)</c></summary>
    public string Call => Metadata is not { } model ? "a model of another's making"
        : ForeignText.Shorten(ModelMetadata.Call(model.Model, model.Arguments));
}
