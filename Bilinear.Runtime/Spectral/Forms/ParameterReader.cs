using Bilinear.Linalg;
using Bilinear.Training;

namespace Bilinear.Spectral.Forms;

/// <summary>A model's parameters on the host, in double.</summary>
/// <param name="provenance">How the parameters were trained; null where this is not known.</param>
internal sealed class ParameterReader(ModelDescription model, Func<int, float[]> read, Provenance? provenance = null)
{
    public ModelDescription Model { get; } = model;

    public Provenance? Provenance { get; } = provenance;

    public static ParameterReader Of(ModelWeights weights) => new(weights.Description, index =>
    {
        var view = weights.Matrices[index];
        var values = new float[weights.Description.Parameters[index].Count];
        view.Memory.Read(values, view.Offset);
        return values;
    }, weights.Provenance);

    /// <summary>The same parameters without their signs.</summary>
    public ParameterReader Magnitudes() => new(Model, index => Array.ConvertAll(read(index), MathF.Abs), Provenance);

    public bool IsDiagonal(int index) => Model.Parameters[index].Shape.Count == 1;

    public Matrix Weight(int index) => Matrix.From(read(index), Model.Parameters[index].Columns);

    /// <summary>The bias of an index; zeros for a negative index, which stands for no bias.</summary>
    public double[] Bias(int index, int length) => index < 0 ? new double[length] : Array.ConvertAll(read(index), value => (double)value);
}
