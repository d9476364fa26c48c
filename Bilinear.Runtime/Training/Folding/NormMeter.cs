using Bilinear.Devices;
using Bilinear.Tensors;

namespace Bilinear.Training.Folding;

/// <summary>A device on which each norm is shown what it reads.</summary>
/// <param name="norms">The norms of an evaluation, over and over in the order of their calls.</param>
/// <param name="data">The name of the data, for messages.</param>
internal sealed class NormMeter(Device device, ILookup<int, MeasuredNorm> norms, string data) : DelegatingDevice(device)
{
    private int _call;
    private float[] _rows = [];

    /// <exception cref="NotFiniteException">What the norm reads is a NaN or infinite.</exception>
    public override void RmsNorm<TEpilogue>(View x, in Operands operands, float epsilon)
    {
        var rows = Read(x);
        foreach (var norm in norms[_call])
        {
            if (Finite.Find(rows, [x.Rows, x.Columns]) is { } wrong)
                throw new NotFiniteException($"What `{norm.Norm.Name}` reads on {data} is {wrong}: its scale cannot be measured. Weights or data are too large for float arithmetic.");
            norm.Add(rows);
        }

        _call = (_call + 1) % norms.Count;
        base.RmsNorm<TEpilogue>(x, operands, epsilon);
    }

    private ReadOnlySpan<float> Read(View x)
    {
        if (_rows.Length < x.Rows * x.Columns)
            _rows = new float[x.Rows * x.Columns];
        var rows = _rows.AsSpan(0, x.Rows * x.Columns);
        if (x.RowStride == x.Columns)
        {
            x.Memory.Read(rows, x.Offset);
            return rows;
        }

        for (var row = 0; row < x.Rows; row++)
            x.Memory.Read(rows.Slice(row * x.Columns, x.Columns), x.Offset + ((long)row * x.RowStride));
        return rows;
    }
}
