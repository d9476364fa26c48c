using System.Runtime.Intrinsics;
using Bilinear.Kernels;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg;

/// <summary>
/// Applies several reflectors at once, in double: rows x become x − x Uᵀ T U, in two products. Rows are processed in chunks that
/// the shape alone decides.
/// </summary>
internal static unsafe class ReflectorBlock
{
    /// <summary>The number of rows of U and T; a smaller block is padded with zeros. A block of U stays in L2.</summary>
    public const int Rows = 32;

    /// <summary>The number of columns is a multiple of this, and up to so many further rows are overwritten, since tiles are whole.</summary>
    public const int Padding = 16;

    private const int ChunkRows = 32;

    /// <param name="first">U is zero before this column, a multiple of <see cref="Rows"/>.</param>
    /// <param name="start">The first row that is reflected.</param>
    /// <param name="end">The index behind the last row that is reflected.</param>
    public static void Apply(Matrix u, Matrix t, int first, Matrix rows, int start, int end)
    {
        // UᵀT
        var weighted = u.Transpose().Times(t);
        Workers.For(Ceiling.Divide(end - start, ChunkRows), chunk =>
        {
            var (from, to) = (start + (chunk * ChunkRows), Math.Min(end, start + ((chunk + 1) * ChunkRows)));
            if (Vector512.IsHardwareAccelerated)
                Reflect<Lanes512<double>>(u, weighted, first, rows, from, to);
            else if (Vector256.IsHardwareAccelerated)
                Reflect<Lanes256<double>>(u, weighted, first, rows, from, to);
            else
                Reflect<Lanes128<double>>(u, weighted, first, rows, from, to);
        });
    }

    private static void Reflect<TLanes>(Matrix u, Matrix weighted, int first, Matrix rows, int from, int to) where TLanes : unmanaged, ILanes<TLanes, double>
    {
        var (height, width, n) = (Tile<double, TLanes>.Rows, Tile<double, TLanes>.Columns, rows.Columns);
        var product = stackalloc double[ChunkRows * Rows];
        fixed (double* reflectors = u.Values, weights = weighted.Values, values = rows.Values)
        {
            for (var row = from; row < to; row += height)
            {
                for (var c = 0; c < Rows; c += width)
                    Tile<double, TLanes>.Multiply(values + ((long)row * n) + first, n, weights + (first * Rows) + c, Rows, n - first, product + ((row - from) * Rows) + c, Rows, isSubtracted: false);
            }

            for (var c = first; c < n; c += width)
            {
                for (var row = from; row < to; row += height)
                    Tile<double, TLanes>.Multiply(product + ((row - from) * Rows), Rows, reflectors + c, n, Rows, values + ((long)row * n) + c, n, isSubtracted: true);
            }
        }
    }
}
