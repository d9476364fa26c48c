using System.Reflection;
using Bilinear.Artefacts;
using Bilinear.Cli.Output;
using Bilinear.Data;
using Bilinear.Data.Files;
using Bilinear.Devices;
using Bilinear.Dsl.Hosting;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Compiling;

/// <summary>A file of weights, and how its tensors are called in the model.</summary>
internal sealed class WeightsSource
{
    private readonly bool _isOurs;

    /// <exception cref="IOException">It is not there, is no file of tensors, or asks for something to be run.</exception>
    public WeightsSource(string path, TensorNames names)
    {
        (Path, Names) = (path, names);
        using var file = TensorFiles.Open(path);
        _isOurs = file is SafeTensorsFile;
        if (file is SafeTensorsFile ours && SpectraFile.IsOne(ours))
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

    /// <summary>Puts them on a device.</summary>
    /// <exception cref="IOException">They do not fit the model.</exception>
    public ModelWeights Load(ModelDescription model, Device device)
    {
        if (model.Parameters.Any(parameter => parameter.Measured is not null))
            throw new InputException($"{model.Name} measures the scales of its norms in training, and what training writes has them folded in: give the program that `bmlp train --program` wrote beside its weights, or a copy of this one without these norms.");
        if (_isOurs)
            return model.LoadWeights!(device, Path, Names, IsForced);
        // Generated code opens .safetensors by its path, and copies the parameters of a model.
        using var holder = model.Create!(device, 1, 0);
        LoadInto(holder);
        return (ModelWeights)Activator.CreateInstance(holder.GetType().GetNestedType(Members.Weights)!, BindingFlags.Instance | BindingFlags.NonPublic, null, [holder], null)!;
    }

    /// <summary>Replaces the parameters of a model.</summary>
    /// <inheritdoc cref="Load"/>
    public void LoadInto(Model model)
    {
        using var file = TensorFiles.Open(Path);
        model.Load(file, Names, IsForced);
    }

    /// <summary><c>Mnist(hidden: 512)</c></summary>
    public string Call => Metadata is not { } model ? "a model of another's making"
        : ForeignText.Shorten(ModelMetadata.Call(model.Model, model.Arguments));
}
