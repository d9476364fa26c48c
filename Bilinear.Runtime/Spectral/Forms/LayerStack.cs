using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Trees;

namespace Bilinear.Spectral.Forms;

/// <summary>Bilinear layers, each quadratic in the output of the one before it, evaluated in double.</summary>
internal sealed class LayerStack(IReadOnlyList<FoldedPath> stages)
{
    private const int ChunkRows = 1024;

    public static LayerStack Read(ParameterReader parameters, IReadOnlyList<QuadraticPath> paths) =>
        new([.. paths.Select(path => FoldedPath.Read(parameters, path))]);

    /// <summary>The outputs of the last layer, one row per sample; the samples themselves where there is no layer.</summary>
    public Matrix Evaluate(Matrix samples) => stages.Count == 0 ? samples : TreeStages.Values(stages, samples).Last();

    /// <summary>A data set in which the last layer's output, rounded to float, replaces each sample; the data set itself where there is no layer.</summary>
    /// <exception cref="ArgumentException">The samples have another length than the model's input.</exception>
    public DataSet Transform(DataSet data)
    {
        if (stages.Count == 0)
            return data;
        var (inputs, outputs) = (stages[0].E.Columns, stages[^1].U.Rows);
        if (data.SampleLength != inputs)
            throw new ArgumentException($"A sample of {data.Name} has {data.SampleLength} values, and the model takes {inputs}.", nameof(data));

        var values = new float[(long)data.Count * outputs];
        for (var first = 0; first < data.Count; first += ChunkRows)
        {
            var chunk = new float[Math.Min(ChunkRows, data.Count - first) * inputs];
            data.CopyInputs(first, chunk);
            Evaluate(Matrix.From(chunk, inputs)).ToSingle().CopyTo(values, (long)first * outputs);
        }

        // Nobody reads the targets, without which there is no data set.
        return DataSet.Regression($"what the layers before make of {data.Name}", [outputs], values, targets: new float[data.Count]);
    }
}
