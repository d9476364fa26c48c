using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Spectral.Forms;

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

    /// <summary>The map ĥ = Ax + a as the tensors of a file, so that a reader can apply a vector over ĥ to an input.</summary>
    public static IEnumerable<NamedTensor> Tensors(string prefix, Matrix coordinates, double[] offset) =>
    [
        new($"{prefix}.coordinates", [coordinates.Rows, coordinates.Columns], coordinates.ToSingle()),
        new($"{prefix}.offset", [offset.Length], Array.ConvertAll(offset, value => (float)value)),
    ];

    /// <summary>A description of x for a file's metadata.</summary>
    public static string Described(ModelDescription model, QuadraticPath path) => path switch
    {
        { FromInput: true, Before.Count: 0 } => $"the model's input {model.Inputs[0].Name}, flat",
        { FromInput: true } => "what the bilinear layers before this one make of the model's input",
        _ => "the bilinear layer's input, whatever the layers before it make of the model's",
    };

    /// <summary>Every chunk of the data: the index of its first sample, then x and ĥ, one row per sample.</summary>
    public IEnumerable<(int First, Matrix Samples, Matrix Latent)> Chunks()
    {
        for (var first = 0; first < Data.Count; first += ChunkRows)
        {
            var inputs = new float[Math.Min(ChunkRows, Data.Count - first) * Data.SampleLength];
            Data.CopyInputs(first, inputs);
            var samples = Matrix.From(inputs, Data.SampleLength);
            yield return (first, samples, samples.TimesTransposed(Coordinates).AddToRows(Offset));
        }
    }
}
