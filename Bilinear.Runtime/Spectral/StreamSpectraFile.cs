using System.Globalization;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Spectral.Forms;
using Bilinear.Text;
using Bilinear.Training;
using Bilinear.Training.Files;

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
        using var file = SafeTensorsFile.Open(path);
        if (file.Metadata.GetValueOrDefault(FormatKey) != Format || ModelMetadata.Read(path, file) is not { } metadata)
            throw new SafeTensorsException(path, "it holds no spectra of a model of texts: `bmlp decompose` writes such a file.");
        WeightsFile.CheckModel(path, metadata, model);
        WeightsFile.CheckProgram(path, metadata, model, "spectra", "Decompose weights of this program.");
        var spectra = new List<LayerSpectrum>();
        while (file.Metadata.ContainsKey(Key(spectra.Count, Layer)))
            spectra.Add(Read(file, spectra.Count));
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

    private static LayerSpectrum Read(SafeTensorsFile file, int index)
    {
        var (layer, along) = (Fact(Layer), Fact(Along));
        if (!int.TryParse(Fact(Branch), NumberStyles.None, CultureInfo.InvariantCulture, out var branch))
            throw new SafeTensorsException(file.Path, $"its metadata say the branch {ForeignText.Quote(Fact(Branch))}, which is no number: decompose the weights anew.");
        double? sigma = file.Metadata.TryGetValue(Key(index, Sigma), out var written) && double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var size) ? size : null;
        var name = LayerSpectrum.NameOf(layer, along, sigma);
        var (values, linear, all) = (Row("values"), Row("linear"), Row("all_values"));
        var vectors = Tensor("vectors", values.Length, linear.Length);
        int[] places = [.. Row("places", values.Length).Select(place => (int)place)];
        if (places.Any(place => place < 0 || place >= all.Length))
            throw new SafeTensorsException(file.Path, $"its tensor {ForeignText.Quote($"{name}.places")} names an eigenvalue that is not among the {all.Length} of `all_values`: decompose the weights anew.");
        return new LayerSpectrum(branch, layer, new Direction(along, Row("direction")), new EigenPairs(values, new Matrix(values.Length, linear.Length, vectors)), places)
        {
            Sigma = sigma,
            AllValues = all,
            Linear = linear,
            Constant = Row("constant", 1)[0],
        };

        string Fact(string fact) => file.Metadata.GetValueOrDefault(Key(index, fact)) ?? throw new SafeTensorsException(file.Path, $"its metadata lack '{Key(index, fact)}': decompose the weights anew.");

        double[] Row(string kind, int? count = null) => Tensor(kind, count ?? -1);

        double[] Tensor(string kind, params int[] shape)
        {
            if (!file.Tensors.TryGetValue($"{name}.{kind}", out var entry))
                throw new SafeTensorsException(file.Path, $"it has no tensor {ForeignText.Quote($"{name}.{kind}")}: decompose the weights anew.");
            if (entry.Shape.Count != shape.Length || entry.Shape.Zip(shape).Any(axis => axis.Second >= 0 && axis.First != axis.Second))
                throw new SafeTensorsException(file.Path, $"its tensor {ForeignText.Quote($"{name}.{kind}")} has the shape {ForeignText.Shape([.. entry.Shape])}, which does not fit the others: decompose the weights anew.");
            var numbers = file.ReadFloats($"{name}.{kind}");
            return numbers.All(float.IsFinite) ? [.. numbers.Select(number => (double)number)] : throw new SafeTensorsException(file.Path, $"its tensor {ForeignText.Quote($"{name}.{kind}")} holds a NaN or an infinity: decompose the weights anew.");
        }
    }
}
