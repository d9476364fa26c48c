using System.Globalization;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Forms;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Spectral;

/// <summary>
/// Writes spectra of the layers of a model of texts to one <c>.safetensors</c> file, and reads such a file. A spectrum has the tensors <c>values</c> [k], <c>vectors</c> [k, d],
/// <c>places</c> [k], <c>all_values</c> [n], <c>linear</c> [d], <c>constant</c> [1] and <c>direction</c> [logits]; its entries in the metadata, <c>spectrum.0.layer</c> and so on, say what they belong to.
/// </summary>
public static class StreamSpectraFile
{
    private const string FormatKey = "format";
    private const string Format = "bilinear.token_spectra";
    private const string Layer = "layer";
    private const string Branch = "branch";
    private const string Along = "direction";
    private const string Sigma = "sigma";

    /// <summary>Writes some spectra of one model. Numbers are rounded to float32.</summary>
    /// <param name="weights">The weights that the spectra are of.</param>
    /// <exception cref="ArgumentException">There is no spectrum, or two have one name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older file at the path stays as it was.</exception>
    public static void Save(string path, ModelWeights weights, IReadOnlyList<LayerSpectrum> spectra)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(spectra);
        if (spectra.Count == 0)
            throw new ArgumentException("There is nothing to save: no spectrum was given.", nameof(spectra));
        if (spectra.GroupBy(spectrum => spectrum.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            throw new ArgumentException($"Two spectra are called `{twice}`, and a file names its tensors by them: save them to two files.", nameof(spectra));
        var metadata = ModelMetadata.Write(weights.Description, weights.Provenance);
        metadata[FormatKey] = Format;
        metadata[SpectraFile.HashKey] = ParameterReader.Of(weights).Hash();
        metadata["formula"] = "direction·head·(last gain)·layer(h) = Σ values (vectors·h)² + 2 linear·h + constant, h the stream over r, gains of norms folded into the others; the sum is over all pairs, of which the file has those that were kept";
        for (var index = 0; index < spectra.Count; index++)
        {
            metadata[Key(index, Layer)] = spectra[index].Layer;
            metadata[Key(index, Branch)] = spectra[index].Branch.ToString(CultureInfo.InvariantCulture);
            metadata[Key(index, Along)] = spectra[index].Direction.Name;
            if (spectra[index].Sigma is { } sigma)
                metadata[Key(index, Sigma)] = sigma.ToString("R", CultureInfo.InvariantCulture);
        }

        SafeTensorsWriter.Write(path, metadata, [.. spectra.SelectMany(Tensors)]);
    }

    /// <summary>Reads what <see cref="Save"/> or <c>bmlp decompose</c> wrote.</summary>
    /// <param name="model">The model: <c>Stories.ModelDescription</c>.</param>
    /// <returns>The spectra, in the order in which they were written. They have no pairs but those that were kept, and the texts on which they act most are asked of the weights.</returns>
    /// <exception cref="SafeTensorsException">The file holds no spectra of a model of texts, or those of another model or program.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<LayerSpectrum> Read(string path, ModelDescription model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        using var saved = new SavedSpectra(path, model, file => file.Metadata.GetValueOrDefault(FormatKey) == Format, "it holds no spectra of a model of texts: `bmlp decompose` writes such a file.");
        var spectra = new List<LayerSpectrum>();
        while (saved.TextOrNull(Key(spectra.Count, Layer)) is not null)
            spectra.Add(Read(saved, spectra.Count));
        return spectra;
    }

    private static IEnumerable<NamedTensor> Tensors(LayerSpectrum spectrum)
    {
        var (name, vectors) = (spectrum.Name, spectrum.Pairs.Vectors);
        yield return Row("values", spectrum.Pairs.Values);
        yield return new NamedTensor($"{name}.vectors", [vectors.Rows, vectors.Columns], vectors.ToSingle());
        yield return Row("places", [.. spectrum.Numbers]);
        yield return Row("all_values", spectrum.AllValues);
        yield return Row("linear", spectrum.Linear);
        yield return Row("constant", [spectrum.Constant]);
        yield return Row("direction", spectrum.Direction.Coefficients);

        NamedTensor Row(string kind, IReadOnlyList<double> values) => new($"{name}.{kind}", [values.Count], values.Select(value => (float)value).ToArray());
    }

    private static string Key(int index, string fact) => string.Create(CultureInfo.InvariantCulture, $"spectrum.{index}.{fact}");

    private static LayerSpectrum Read(SavedSpectra saved, int index)
    {
        var (layer, along) = (saved.Text(Key(index, Layer)), saved.Text(Key(index, Along)));
        if (!int.TryParse(saved.Text(Key(index, Branch)), NumberStyles.None, CultureInfo.InvariantCulture, out var branch))
            throw new SafeTensorsException(saved.Path, $"its metadata say the branch {ForeignText.Quote(saved.Text(Key(index, Branch)))}, which is no number: decompose the weights anew.");
        double? sigma = double.TryParse(saved.TextOrNull(Key(index, Sigma)), NumberStyles.Float, CultureInfo.InvariantCulture, out var size) ? size : null;
        var name = LayerSpectrum.NameOf(layer, along, sigma);
        var (values, linear, all) = (Row("values"), Row("linear"), Row("all_values"));
        int[] places = [.. saved.Read($"{name}.places", values.Length).Select(place => (int)place)];
        if (places.Any(place => place < 0 || place >= all.Length))
            throw new SafeTensorsException(saved.Path, $"its tensor {ForeignText.Quote($"{name}.places")} names an eigenvalue that is not among the {all.Length} of `all_values`: decompose the weights anew.");
        return new LayerSpectrum(branch, layer, new Direction(along, Row("direction")), new EigenPairs(values, saved.ReadMatrix($"{name}.vectors", values.Length, linear.Length)), places)
        {
            Sigma = sigma,
            AllValues = all,
            Linear = linear,
            Constant = saved.Read($"{name}.constant", 1)[0],
        };

        double[] Row(string kind) => saved.Read($"{name}.{kind}", saved.Shape($"{name}.{kind}", axes: 1));
    }
}
