using Bilinear.Serialization;
using Bilinear.Serialization.Files;
using Bilinear.Training;

namespace Bilinear.Spectral.Units;

/// <summary>Writes the weights of such a model to a <c>.safetensors</c> file that carries its program, and the program beside it; into a device or a pipe the weights alone.</summary>
internal static class UnitFile
{
    /// <param name="origin">Metadata that say what the model was made of.</param>
    /// <exception cref="IOException">One of the files cannot be written, or a program that is not ours stands in the place of the new one; neither file is new then.</exception>
    public static void Write(string path, HiddenUnits units, UnitText text, Provenance? provenance, params ReadOnlySpan<KeyValuePair<string, string>> origin)
    {
        List<NamedTensor> tensors = [new($"{text.Body}.weight", [2 * units.Count, units.Inputs], units.Body)];
        if (units.Bias is { } bias)
            tensors.Add(new NamedTensor($"{text.Body}.bias", [2 * units.Count], bias));
        tensors.Add(new NamedTensor($"{text.Head}.weight", [units.Outputs, units.Count], units.Head));

        var canonicalText = text.Print();
        var metadata = new ModelMetadata(text.Name, [], canonicalText, UnitText.LanguageVersion, provenance)
            .Entries(text.Model.Inputs[0], [text.Output], tensors.Sum(tensor => (long)tensor.Values.Length));
        foreach (var (key, value) in origin)
            metadata[key] = value;
        UnitProgram.Place.CheckPlaceBeside(path);
        List<(string, Action<Stream>)> files = [(path, SafeTensorsWriter.Prepare(path, metadata, tensors))];
        if (UnitProgram.Place.Beside(path) is { } program)
            files.Add((program, stream => stream.Write(UnitProgram.Encode(canonicalText))));
        AtomicFile.Write(files);
    }
}
