using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>Writes decompositions to one <c>.safetensors</c> file, which explains itself: beside what each says, what a file of weights says of its model.</summary>
public static class SpectraFile
{
    private const string Format = "bilinear.spectra";

    /// <param name="decompositions">Of one model, each with a name of its own; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or two have one kind and one name.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    public static void Save(string path, IReadOnlyList<Decomposition> decompositions)
    {
        if (decompositions.Count == 0)
            throw new ArgumentException("There is nothing to save: no decomposition was given.", nameof(decompositions));

        var metadata = ModelMetadata.Write(decompositions[0].Model, decompositions[0].Provenance);
        metadata["format"] = Format;
        foreach (var (key, value) in decompositions.SelectMany(decomposition => decomposition.Metadata()))
            metadata.Add(key, value);
        SafeTensorsWriter.Write(path, metadata, [.. decompositions.SelectMany(decomposition => decomposition.Tensors())]);
    }
}
