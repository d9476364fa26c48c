using Bilinear.Linalg;

namespace Bilinear.Spectral.Svd;

/// <summary>Computes inner products of a tensor's slices in double, some rows at a time to keep temporaries small.</summary>
internal static class Grams
{
    /// <summary>The distance from 1 to the next double.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    private const int BlockRows = 512;

    /// <summary>G_ab = ⟨B_a, B_b⟩ = ½[(WWᵀ)_ab (VVᵀ)_ab + (WVᵀ)_ab (VWᵀ)_ab], of which only the lower triangle is computed.</summary>
    public static Matrix OfLayer(Matrix w, Matrix v)
    {
        var gram = new Matrix(w.Rows, w.Rows);
        for (var first = 0; first < w.Rows; first += BlockRows)
        {
            var end = Math.Min(w.Rows, first + BlockRows);
            var (wBlock, vBlock, wBefore, vBefore) = (w.SubRows(first, end - first), v.SubRows(first, end - first), w.SubRows(0, end), v.SubRows(0, end));
            var (ww, vv) = (wBlock.TimesTransposed(wBefore), vBlock.TimesTransposed(vBefore));
            var (wv, vw) = (wBlock.TimesTransposed(vBefore), vBlock.TimesTransposed(wBefore));
            for (var row = first; row < end; row++)
            {
                for (var column = 0; column <= row; column++)
                {
                    var at = ((row - first) * end) + column;
                    gram[row, column] = gram[column, row] = 0.5 * ((ww.Values[at] * vv.Values[at]) + (wv.Values[at] * vw.Values[at]));
                }
            }
        }

        return gram;
    }

    /// <summary>AᵀA.</summary>
    public static Matrix OfColumns(Matrix a)
    {
        var gram = new Matrix(a.Columns, a.Columns);
        for (var first = 0; first < a.Rows; first += BlockRows)
        {
            var block = a.SubRows(first, Math.Min(BlockRows, a.Rows - first)).Transpose();
            Vectors.AddScaled(gram.Values, 1, block.TimesTransposed(block).Values);
        }

        return gram;
    }

    /// <summary>
    /// R [n, rank] with K = RRᵀ for a positive semidefinite K: Cholesky's factorisation with the largest pivot first, which
    /// ends where what is left is rounding (Higham, "Analysis of the Cholesky decomposition of a semi-definite matrix", 1990).
    /// </summary>
    public static Matrix SquareRoot(Matrix k)
    {
        var n = k.Rows;
        var root = new Matrix(n, n);
        double[] left = [.. Enumerable.Range(0, n).Select(row => k[row, row])];
        var least = n * Epsilon * left.Append(0).Max();
        var rank = 0;
        for (; rank < n; rank++)
        {
            var pivot = Array.IndexOf(left, left.Max());
            if (left[pivot] <= least)
                break;
            var (column, diagonal) = (rank, Math.Sqrt(left[pivot]));
            Workers.For(n, row =>
            {
                var entry = left[row] == 0 ? 0 : k[row, pivot] - Vectors.Dot(root.Row(row)[..column], root.Row(pivot)[..column]);
                left[row] = row == pivot ? 0 : Math.Max(0, left[row] - (entry / diagonal * (entry / diagonal)));
                root[row, column] = row == pivot ? diagonal : entry / diagonal;
            });
        }

        return root.SubColumns(0, rank);
    }
}
