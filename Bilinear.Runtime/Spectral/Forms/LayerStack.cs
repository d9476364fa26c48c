using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Trees;

namespace Bilinear.Spectral.Forms;

/// <summary>Bilinear layers one after the other, each quadratic in what the one before it gives: evaluated in double.</summary>
internal sealed class LayerStack(IReadOnlyList<FoldedPath> stages)
{
    private const int ChunkRows = 1024;

    public static LayerStack Read(ParameterReader parameters, IReadOnlyList<QuadraticPath> paths) =>
        new([.. paths.Select(path => FoldedPath.Read(parameters, path))]);

    /// <summary>What the last layer gives; the samples themselves where there is none. One row a sample.</summary>
    public Matrix Evaluate(Matrix samples) => stages.Count == 0 ? samples : TreeStages.Values(stages, samples).Last();

    /// <summary>A data set with what the last layer gives in the place of each sample, rounded to float; the same one where there is no layer.</summary>
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
