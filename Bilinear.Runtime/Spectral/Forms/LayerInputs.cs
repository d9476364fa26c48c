using Bilinear.Data;
using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>The vectors ĥ = Ax + a of a data set, some samples at a time.</summary>
internal sealed class LayerInputs
{
    private const int ChunkRows = 1024;

    /// <exception cref="ArgumentException">The samples have another length than the model's input.</exception>
    public LayerInputs(DataSet data, Matrix coordinates, double[] offset)
    {
        if (data.SampleLength != coordinates.Columns)
            throw new ArgumentException($"A sample of {data.Name} has {data.SampleLength} values, and the model takes {coordinates.Columns}.", nameof(data));
        (Data, Coordinates, Offset) = (data, coordinates, offset);
    }

    public DataSet Data { get; }

    /// <summary>A, [size, n].</summary>
    public Matrix Coordinates { get; }

    /// <summary>a.</summary>
    public double[] Offset { get; }

    /// <summary>Every chunk: its first sample, the inputs as the model takes them, and one row ĥ a sample.</summary>
    public IEnumerable<(int First, float[] Inputs, Matrix Latent)> Chunks()
    {
        for (var first = 0; first < Data.Count; first += ChunkRows)
        {
            var inputs = new float[Math.Min(ChunkRows, Data.Count - first) * Data.SampleLength];
            Data.CopyInputs(first, inputs);
            var vectors = Matrix.From(inputs, Data.SampleLength).TimesTransposed(Coordinates);
            for (var row = 0; row < vectors.Rows; row++)
                Vectors.AddScaled(vectors.MutableRow(row), 1, Offset);
            yield return (first, inputs, vectors);
        }
    }
}
