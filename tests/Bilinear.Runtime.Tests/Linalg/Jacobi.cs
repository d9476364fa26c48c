using Bilinear.Linalg;

namespace Bilinear.Runtime.Tests.Linalg;

/// <summary>
/// Eigenpairs by cyclic Jacobi rotations, in double: slow, simple, and independent of what it checks (Golub and Van Loan,
/// "Matrix Computations", 8.5).
/// </summary>
internal static class Jacobi
{
    public static (double[] Values, Matrix Vectors) Decompose(Matrix matrix)
    {
        var n = matrix.Rows;
        var scale = Enumerable.Range(0, n).SelectMany(row => matrix.Row(row).ToArray()).Select(Math.Abs).DefaultIfEmpty().Max();
        scale = scale == 0 ? 1 : scale;
        var a = new double[n, n];
        var v = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (var j = 0; j < n; j++)
                a[i, j] = matrix[i, j] / scale;
        }

        for (var sweep = 0; sweep < 60 && !IsDiagonal(a); sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                    Rotate(a, v, p, q);
            }
        }

        var order = Enumerable.Range(0, n).OrderBy(i => a[i, i]).ToArray();
        return ([.. order.Select(i => a[i, i] * scale)], new Matrix(n, n, [.. order.SelectMany(i => Enumerable.Range(0, n).Select(j => v[i, j]))]));
    }

    private static bool IsDiagonal(double[,] a)
    {
        var n = a.GetLength(0);
        return Enumerable.Range(0, n).All(i => Enumerable.Range(0, i).All(j => Math.Abs(a[i, j]) < 1e-15));
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        if (Math.Abs(a[p, q]) < 1e-16)
            return;
        var n = a.GetLength(0);
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
        for (var k = 0; k < n; k++)
            (v[p, k], v[q, k]) = ((c * v[p, k]) - (s * v[q, k]), (s * v[p, k]) + (c * v[q, k]));
    }
}
