using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// Writes decompositions to one <c>.safetensors</c> file, and opens such a file. Its metadata describe each decomposition, and the model as a file of
/// weights does.
/// </summary>
public static class SpectraFile
{
    private const string FormatKey = "format";
    private const string Format = "bilinear.spectra";

    /// <summary>The entry of the metadata that has the SHA-256 of the weights.</summary>
    internal const string HashKey = "weights_sha256";

    /// <summary>Writes some decompositions of one model.</summary>
    /// <param name="decompositions">At least one; no two of one kind may have one name.</param>
    /// <exception cref="ArgumentException">No decomposition is given, or two of one kind have one name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older file at the path stays as it was.</exception>
    public static void Save(string path, IReadOnlyList<Decomposition> decompositions)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(decompositions);
        if (decompositions.Count == 0)
            throw new ArgumentException("There is nothing to save: no decomposition was given.", nameof(decompositions));
        if (decompositions.Any(decomposition => decomposition is null))
            throw new ArgumentException("A decomposition of the list is null.", nameof(decompositions));
        if (decompositions.GroupBy(decomposition => (decomposition.GetType(), decomposition.Name)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two decompositions of one kind ({twice.Key.Item1.Name}) are called `{twice.Key.Name}`, and a file names its tensors by kind and name: save them to two files.", nameof(decompositions));

        var metadata = ModelMetadata.Write(decompositions[0].Model, decompositions[0].Provenance);
        metadata[FormatKey] = Format;
        metadata[HashKey] = decompositions[0].WeightsHash;
        foreach (var (key, value) in decompositions.SelectMany(decomposition => decomposition.Metadata()))
            metadata.Add(key, value);
        SafeTensorsWriter.Write(path, metadata, [.. decompositions.SelectMany(decomposition => decomposition.Tensors())]);
    }

    internal static bool IsOne(SafeTensorsFile file) => file.Metadata.GetValueOrDefault(FormatKey) == Format;

    /// <summary>Opens a file for the decompositions of a model.</summary>
    /// <exception cref="SafeTensorsException">The file holds no spectra, or those of another model or program.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SavedSpectra Open(string path, ModelDescription model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        return new SavedSpectra(path, model);
    }
}
