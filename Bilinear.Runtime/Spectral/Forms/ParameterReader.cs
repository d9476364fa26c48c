using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bilinear.Linalg;
using Bilinear.Training;

namespace Bilinear.Spectral.Forms;

/// <summary>A model's parameters on the host, in double.</summary>
/// <param name="provenance">How the parameters were trained; null where this is not known.</param>
/// <param name="workers">The workers of the device that the parameters are on; null where they are on no device.</param>
internal sealed class ParameterReader(ModelDescription model, Func<int, float[]> read, Provenance? provenance = null, Workers? workers = null)
{
    public ModelDescription Model { get; } = model;

    public Provenance? Provenance { get; } = provenance;

    /// <summary>What computes with these parameters.</summary>
    public Workers Workers { get; } = workers ?? Workers.Current;

    public static ParameterReader Of(ModelWeights weights) => new(weights.Description, index =>
    {
        var view = weights.Matrices[index];
        var values = new float[weights.Description.Parameters[index].Count];
        view.Memory.Read(values, view.Offset);
        return values;
    }, weights.Provenance, Workers.Of(weights.Device));

    /// <summary>The same parameters without their signs.</summary>
    public ParameterReader Magnitudes() => new(Model, index => Array.ConvertAll(read(index), MathF.Abs), Provenance, Workers);

    /// <summary>The SHA-256 of all parameters as float32, in the order of declaration: what tells two sets of weights apart, whatever file they stand in.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var index = 0; index < Model.Parameters.Count; index++)
            hash.AppendData(MemoryMarshal.AsBytes(read(index).AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public bool IsDiagonal(int index) => Model.Parameters[index].Shape.Count == 1;

    public Matrix Weight(int index) => Matrix.From(read(index), Model.Parameters[index].Columns);

    /// <summary>The bias of an index; zeros for a negative index, which stands for no bias.</summary>
    public double[] Bias(int index, int length) => index < 0 ? new double[length] : Array.ConvertAll(read(index), value => (double)value);
}
