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

    private readonly int[] _first = new int[Capacity];
    private readonly double[] _cosine = new double[Capacity];
    private readonly double[] _sine = new double[Capacity];
    private int _count;

    /// <summary>Rows i and i + 1 become c·rᵢ − s·rᵢ₊₁ and s·rᵢ + c·rᵢ₊₁.</summary>
    public void Add(int first, double cosine, double sine)
    {
        (_first[_count], _cosine[_count], _sine[_count]) = (first, cosine, sine);
        if (++_count == Capacity)
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
        for (var index = 0; index < _count; index++)
        {
            var start = (_first[index] * rows.Columns) + column;
            Rotate(rows.Values.AsSpan(start, width), rows.Values.AsSpan(start + rows.Columns, width), _cosine[index], _sine[index]);
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
