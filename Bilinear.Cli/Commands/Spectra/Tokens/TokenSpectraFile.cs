using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>The spectra of a model of texts as tensors: of each <c>values</c> [k], <c>vectors</c> [k, d] over the stream, and its <c>direction</c> [logits].</summary>
internal static class TokenSpectraFile
{
    /// <exception cref="IOException">The file cannot be written; an older file at the path stays as it was.</exception>
    public static void Save(string path, ModelWeights weights, IReadOnlyList<LayerSpectrum> spectra)
    {
        var metadata = ModelMetadata.Write(weights.Description, weights.Provenance);
        metadata["format"] = "bilinear.token_spectra";
        metadata["formula"] = "direction·head·(last gain)·layer(h) = Σ values (vectors·h)² + linear part + constant, h the stream over r, times the gain before the layer";
        SafeTensorsWriter.Write(path, metadata, [.. spectra.SelectMany(Tensors)]);
    }

    private static IEnumerable<NamedTensor> Tensors(LayerSpectrum spectrum)
    {
        var name = TokenReader.NameOf(spectrum);
        yield return new NamedTensor($"{name}.values", [spectrum.Pairs.Values.Count], Single(spectrum.Pairs.Values));
        yield return new NamedTensor($"{name}.vectors", [spectrum.Pairs.Vectors.Rows, spectrum.Pairs.Vectors.Columns], spectrum.Pairs.Vectors.ToSingle());
        yield return new NamedTensor($"{name}.direction", [spectrum.Direction.Coefficients.Count], Single(spectrum.Direction.Coefficients));
    }

    private static float[] Single(IEnumerable<double> values) => [.. values.Select(value => (float)value)];
}
