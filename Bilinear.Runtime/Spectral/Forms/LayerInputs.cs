using Bilinear.Data;
using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>The vectors ĥ = Ax + a of a data set, some samples at a time.</summary>
internal sealed class LayerInputs
{
    private const int ChunkRows = 1024;

    private readonly Matrix _coordinates;
    private readonly double[] _offset;

    /// <exception cref="ArgumentException">The samples have another length than the model's input.</exception>
    public LayerInputs(DataSet data, Matrix coordinates, double[] offset)
    {
        if (data.SampleLength != coordinates.Columns)
            throw new ArgumentException($"A sample of {data.Name} has {data.SampleLength} values, and the model takes {coordinates.Columns}.", nameof(data));
        (Data, _coordinates, _offset) = (data, coordinates, offset);
    }

    public DataSet Data { get; }

    /// <summary>Every chunk: its first sample, the inputs as the model takes them, and one row ĥ a sample.</summary>
    public IEnumerable<(int First, float[] Inputs, Matrix Vectors)> Chunks()
    {
        for (var first = 0; first < Data.Count; first += ChunkRows)
        {
            var inputs = new float[Math.Min(ChunkRows, Data.Count - first) * Data.SampleLength];
            Data.CopyInputs(first, inputs);
            var vectors = Matrix.From(inputs, Data.SampleLength).TimesTransposed(_coordinates);
            for (var row = 0; row < vectors.Rows; row++)
                Linalg.Vectors.AddScaled(vectors.MutableRow(row), 1, _offset);
            yield return (first, inputs, vectors);
        }
    }

    /// <summary>M = mean ĥĥᵀ: all that mean activations need of the data, in one pass.</summary>
    public Matrix SecondMoment()
    {
        var moment = new Matrix(_coordinates.Rows, _coordinates.Rows);
        foreach (var (_, _, vectors) in Chunks())
        {
            var transposed = vectors.Transpose();
            Linalg.Vectors.AddScaled(moment.Values, 1.0 / Data.Count, transposed.TimesTransposed(transposed).Values);
        }

        return moment;
    }
}
