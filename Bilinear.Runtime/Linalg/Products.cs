using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bilinear.Linalg;

/// <summary>
/// Products in double. Each task packs a panel of b, some columns wide and all of K long, and runs it down the rows of a;
/// every element is summed over k in order, so the result does not depend on the number of threads.
/// </summary>
internal static class Products
{
    private const int TileRows = 4;
    private const int TileVectors = 3;
    private const long SmallWork = 1 << 15;

    private static int TileColumns => TileVectors * Vector<double>.Count;

    /// <summary>a · b, or a · bᵀ.</summary>
    public static Matrix Multiply(Matrix a, Matrix b, bool isTransposed)
    {
        var (columns, inner) = isTransposed ? (b.Rows, b.Columns) : (b.Columns, b.Rows);
        if (a.Columns != inner)
            throw new ArgumentException($"A matrix of {a.Columns} columns cannot be multiplied by one of {inner} rows.", nameof(b));

        var product = new Matrix(a.Rows, columns);
        var panels = (columns + TileColumns - 1) / TileColumns;
        if ((long)a.Rows * columns * inner < SmallWork)
        {
            for (var panel = 0; panel < panels; panel++)
                MultiplyPanel(a, b, isTransposed, product, panel * TileColumns);
        }
        else
        {
            Parallel.For(0, panels, panel => MultiplyPanel(a, b, isTransposed, product, panel * TileColumns));
        }

        return product;
    }

    private static void MultiplyPanel(Matrix a, Matrix b, bool isTransposed, Matrix product, int column)
    {
        var panel = Pack(b, isTransposed, column, a.Columns);
        var tile = new double[TileRows * TileColumns];
        var width = Math.Min(TileColumns, product.Columns - column);
        for (var row = 0; row < a.Rows; row += TileRows)
        {
            MultiplyTile(a, row, panel, tile);
            for (var offset = 0; offset < Math.Min(TileRows, a.Rows - row); offset++)
                tile.AsSpan(offset * TileColumns, width).CopyTo(product.MutableRow(row + offset)[column..]);
        }
    }

    // panel[k, c] = b[k, column + c], or of bᵀ; zero beyond its last column.
    private static double[] Pack(Matrix b, bool isTransposed, int column, int inner)
    {
        var panel = new double[inner * TileColumns];
        var width = Math.Min(TileColumns, (isTransposed ? b.Rows : b.Columns) - column);
        for (var k = 0; k < inner && !isTransposed; k++)
            b.Row(k).Slice(column, width).CopyTo(panel.AsSpan(k * TileColumns));
        for (var offset = 0; offset < width && isTransposed; offset++)
        {
            var source = b.Row(column + offset);
            for (var k = 0; k < inner; k++)
                panel[(k * TileColumns) + offset] = source[k];
        }

        return panel;
    }

    // tile[4, columns] = a[row…row+3, :] · panel; a row that a does not have repeats its last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile(Matrix a, int row, double[] panel, double[] tile)
    {
        var last = a.Rows - 1;
        var a0 = a.Row(row);
        var a1 = a.Row(Math.Min(row + 1, last))[..a0.Length];
        var a2 = a.Row(Math.Min(row + 2, last))[..a0.Length];
        var a3 = a.Row(Math.Min(row + 3, last))[..a0.Length];
        var b = MemoryMarshal.Cast<double, Vector<double>>(panel.AsSpan());
        Vector<double> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector<double> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (var k = 0; k < a0.Length; k++)
        {
            var (b0, b1, b2) = (b[TileVectors * k], b[(TileVectors * k) + 1], b[(TileVectors * k) + 2]);
            var left = new Vector<double>(a0[k]);
            s00 = Vector.FusedMultiplyAdd(left, b0, s00);
            s01 = Vector.FusedMultiplyAdd(left, b1, s01);
            s02 = Vector.FusedMultiplyAdd(left, b2, s02);
            left = new Vector<double>(a1[k]);
            s10 = Vector.FusedMultiplyAdd(left, b0, s10);
            s11 = Vector.FusedMultiplyAdd(left, b1, s11);
            s12 = Vector.FusedMultiplyAdd(left, b2, s12);
            left = new Vector<double>(a2[k]);
            s20 = Vector.FusedMultiplyAdd(left, b0, s20);
            s21 = Vector.FusedMultiplyAdd(left, b1, s21);
            s22 = Vector.FusedMultiplyAdd(left, b2, s22);
            left = new Vector<double>(a3[k]);
            s30 = Vector.FusedMultiplyAdd(left, b0, s30);
            s31 = Vector.FusedMultiplyAdd(left, b1, s31);
            s32 = Vector.FusedMultiplyAdd(left, b2, s32);
        }

        ReadOnlySpan<Vector<double>> sums = [s00, s01, s02, s10, s11, s12, s20, s21, s22, s30, s31, s32];
        sums.CopyTo(MemoryMarshal.Cast<double, Vector<double>>(tile.AsSpan()));
    }
}
