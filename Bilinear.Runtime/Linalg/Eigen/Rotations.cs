using System.Numerics;
using System.Runtime.InteropServices;

namespace Bilinear.Linalg;

/// <summary>
/// Plane rotations of neighbouring rows, gathered and then applied together: to some columns of all rows at a time, so
/// that those stay in the cache while hundreds of sweeps pass over them.
/// </summary>
internal sealed class Rotations(Matrix rows)
{
    private const int Capacity = 1 << 14;
    private const int SliceColumns = 32;

    private readonly (int First, double Cosine, double Sine)[] _gathered = new (int, double, double)[Math.Min(Capacity, 2L * rows.Rows * rows.Rows)];
    private int _count;

    /// <summary>Rows i and i + 1 become c·rᵢ − s·rᵢ₊₁ and s·rᵢ + c·rᵢ₊₁.</summary>
    public void Add(int first, double cosine, double sine)
    {
        _gathered[_count++] = (first, cosine, sine);
        if (_count == _gathered.Length)
            Flush();
    }

    public void Flush()
    {
        var slices = (rows.Columns + SliceColumns - 1) / SliceColumns;
        Parallel.For(0, slices, slice => ApplyTo(slice * SliceColumns, Math.Min(SliceColumns, rows.Columns - (slice * SliceColumns))));
        _count = 0;
    }

    private void ApplyTo(int column, int width)
    {
        foreach (var (first, cosine, sine) in _gathered.AsSpan(0, _count))
        {
            var start = (first * rows.Columns) + column;
            Rotate(rows.Values.AsSpan(start, width), rows.Values.AsSpan(start + rows.Columns, width), cosine, sine);
        }
    }

    private static void Rotate(Span<double> upper, Span<double> lower, double cosine, double sine)
    {
        var u = MemoryMarshal.Cast<double, Vector<double>>(upper);
        var l = MemoryMarshal.Cast<double, Vector<double>>(lower)[..u.Length];
        var (c, s) = (new Vector<double>(cosine), new Vector<double>(sine));
        for (var index = 0; index < u.Length; index++)
        {
            var (above, below) = (u[index], l[index]);
            u[index] = (c * above) - (s * below);
            l[index] = (s * above) + (c * below);
        }

        for (var rest = u.Length * Vector<double>.Count; rest < upper.Length; rest++)
            (upper[rest], lower[rest]) = ((cosine * upper[rest]) - (sine * lower[rest]), (sine * upper[rest]) + (cosine * lower[rest]));
    }
}
