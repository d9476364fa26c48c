using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Tensors;

namespace Bilinear.Spectral.Trees;

/// <summary>The bilinear layers of a tree, from the model's input to its output, measured on data.</summary>
internal static class TreeStages
{
    private const int ChunkRows = 1024;

    public static TreeStage[] Read(ParameterReader parameters, QuadraticPath path, DataSet? data)
    {
        FoldedPath[] layers = [.. path.Before.Append(path).Select(layer => FoldedPath.Read(parameters, layer))];
        if (layers.SelectMany(layer => new[] { layer.E, layer.W, layer.V, layer.U }).Any(part => Finite.FirstNot<double>(part.Values) >= 0))
            throw new ArgumentException($"The weights of {parameters.Model.Name} hold a NaN or an infinity. Were they trained to NaN?", "weights");
        if (data is null)
            return Array.ConvertAll(layers, layer => new TreeStage(layer, null, unit: 1));

        var (sums, means) = Measure(layers, data);
        return [.. layers.Select((layer, index) => Stage(layer, sums[index], means[index]))];
    }

    /// <summary>The inputs h of every layer, then the outputs of the last layer, one row per sample.</summary>
    public static IEnumerable<Matrix> Values(IEnumerable<FoldedPath> layers, Matrix samples)
    {
        var isFirst = true;
        var values = samples;
        foreach (var layer in layers)
        {
            values = isFirst ? layer.Latent(values) : values;
            isFirst = false;
            yield return values;
            values = layer.Outputs(values);
        }

        yield return values;
    }

    /// <summary>Every chunk of the data in double, with the index of its first sample.</summary>
    public static IEnumerable<(int First, Matrix Samples)> Chunks(DataSet data, FoldedPath first)
    {
        for (var start = 0; start < data.Count; start += ChunkRows)
        {
            var inputs = new float[Math.Min(ChunkRows, data.Count - start) * data.SampleLength];
            data.CopyInputs(start, inputs);
            yield return (start, Matrix.From(inputs, data.SampleLength));
        }
    }

    // mean hhᵀ and mean h of every layer's input.
    private static (Matrix[] Second, double[][] Mean) Measure(FoldedPath[] layers, DataSet data)
    {
        var second = Array.ConvertAll(layers, layer => new Matrix(layer.W.Columns, layer.W.Columns));
        var mean = Array.ConvertAll(layers, layer => new double[layer.W.Columns]);
        foreach (var (_, samples) in Chunks(data, layers[0]))
        {
            foreach (var (index, h) in Values(layers, samples).Take(layers.Length).Index())
            {
                var transposed = h.Transpose();
                Vectors.AddScaled(second[index].Values, 1.0 / data.Count, transposed.TimesTransposed(transposed).Values);
                for (var row = 0; row < h.Rows; row++)
                    Vectors.AddScaled(mean[index], 1.0 / data.Count, h.Row(row));
            }
        }

        if (second.Any(moment => Finite.FirstNot<double>(moment.Values) >= 0))
            throw new NotFiniteException($"The second moments of what {data.Name} gives the layers are no finite numbers: its samples, or the weights, are too large. Scale the data, best to about 1.");
        return (second, mean);
    }

    private static TreeStage Stage(FoldedPath layer, Matrix second, double[] mean)
    {
        var size = second.Rows;
        var square = Enumerable.Range(0, size).Average(index => second[index, index]);
        var unit = square > 0 ? Math.Sqrt(square) : 1;
        return new TreeStage(layer, QuadraticForms.Append(second, [.. mean.Select(value => value * unit * unit)], unit * unit * unit * unit, unit), unit);
    }
}
