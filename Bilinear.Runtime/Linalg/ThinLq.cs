using Bilinear.Kernels;

namespace Bilinear.Linalg;

/// <summary>
/// A = L Q for A [d, n], with r = min(d, n): L [d, r] lower trapezoidal, Q [r, n] with orthonormal rows. It is the thin QR
/// of Aᵀ, kept in rows.
/// </summary>
/// <remarks>
/// Householder's reflectors, some at a time, whose product is I − UᵀTU (Schreiber and Van Loan, "A storage-efficient WY
/// representation", 1989): all other rows go through two products per block.
/// </remarks>
internal sealed class ThinLq
{
    public ThinLq(Matrix matrix)
    {
        var rank = Math.Min(matrix.Rows, matrix.Columns);
        var work = Padded(matrix.Rows, matrix.Columns);

        // A row of A is that row of L times Q, whatever the others are: numbers of any size are safe, each row at its own.
        var exponents = new int[matrix.Rows];
        for (var row = 0; row < matrix.Rows; row++)
        {
            matrix.Row(row).CopyTo(work.MutableRow(row));
            exponents[row] = Vectors.DivideByPowerOfTwo(work.MutableRow(row));
        }

        var blocks = new List<(Matrix U, Matrix T)>();
        for (var first = 0; first < rank; first += ReflectorBlock.Rows)
        {
            var count = Math.Min(ReflectorBlock.Rows, rank - first);
            var (u, t) = Factor(work, first, count);
            ReflectorBlock.Apply(u, t, first, work, first + count, matrix.Rows);
            blocks.Add((u, t));
        }

        var q = Padded(rank, matrix.Columns);
        for (var row = 0; row < rank; row++)
            q[row, row] = 1;

        // Rows above a block have nothing yet where it reflects.
        for (var block = blocks.Count - 1; block >= 0; block--)
            ReflectorBlock.Apply(blocks[block].U, blocks[block].T.Transpose(), block * ReflectorBlock.Rows, q, block * ReflectorBlock.Rows, rank);
        (L, Q) = (work.SubRows(0, matrix.Rows).SubColumns(0, rank), q.SubRows(0, rank).SubColumns(0, matrix.Columns));
        for (var row = 0; row < matrix.Rows; row++)
            Vectors.Scale(L.MutableRow(row), exponents[row]);
    }

    public Matrix L { get; }

    public Matrix Q { get; }

    // Zeros, with room for whole tiles from any row on.
    private static Matrix Padded(int rows, int columns) =>
        new(rows + ReflectorBlock.Padding, Ceiling.Divide(columns, ReflectorBlock.Padding) * ReflectorBlock.Padding);

    // The reflectors that take some rows to L, and T: ones on its diagonal, and above it −T (U u_j).
    private static (Matrix U, Matrix T) Factor(Matrix work, int first, int count)
    {
        var (u, t) = (new Matrix(ReflectorBlock.Rows, work.Columns), new Matrix(ReflectorBlock.Rows, ReflectorBlock.Rows));
        for (var j = 0; j < count; j++)
        {
            var k = first + j;
            var (diagonal, reflector) = Reflector(work.Row(k)[k..]);
            reflector.CopyTo(u.MutableRow(j)[k..]);
            for (var row = k + 1; row < first + count; row++)
                Reflect(work.MutableRow(row)[k..], reflector);
            work.MutableRow(k)[k..].Clear();
            work[k, k] = diagonal;

            t[j, j] = 1;
            for (var i = 0; i < j; i++)
            {
                var dot = Vectors.Dot(u.Row(i)[k..], u.Row(j)[k..]);
                for (var above = 0; above <= i; above++)
                    t[above, j] -= t[above, i] * dot;
            }
        }

        return (u, t);
    }

    // u with u·u = 2, so that (I − u uᵀ) x = (diagonal, 0, …); empty where x is zero behind its first element.
    private static (double Diagonal, double[] U) Reflector(ReadOnlySpan<double> x)
    {
        var largest = Vectors.MaxMagnitude(x);
        if (Vectors.MaxMagnitude(x[1..]) == 0)
            return (x[0], []);

        var u = new double[x.Length];
        for (var index = 0; index < u.Length; index++)
            u[index] = x[index] / largest;
        var norm = Vectors.Norm(u);
        var diagonal = u[0] > 0 ? -norm : norm;
        u[0] -= diagonal;
        var scale = Math.Sqrt(2) / Vectors.Norm(u);
        foreach (ref var value in u.AsSpan())
            value *= scale;
        return (diagonal * largest, u);
    }

    private static void Reflect(Span<double> x, double[] u)
    {
        if (u.Length > 0)
            Vectors.AddScaled(x, -Vectors.Dot(u, x), u);
    }
}
