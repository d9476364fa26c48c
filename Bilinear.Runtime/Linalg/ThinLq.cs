namespace Bilinear.Linalg;

/// <summary>
/// A = L Q for A [d, n], with r = min(d, n): L [d, r] lower trapezoidal, Q [r, n] with orthonormal rows. It is the thin QR
/// of Aᵀ, kept in rows.
/// </summary>
internal sealed class ThinLq
{
    public ThinLq(Matrix matrix)
    {
        var rank = Math.Min(matrix.Rows, matrix.Columns);
        var work = new Matrix(matrix.Rows, matrix.Columns, [.. matrix.Values]);
        var reflectors = new double[rank][];
        for (var k = 0; k < rank; k++)
        {
            var (diagonal, reflector) = Reflector(work.Row(k)[k..]);
            reflectors[k] = reflector;
            Parallel.For(k + 1, work.Rows, row => Reflect(work.MutableRow(row)[k..], reflector));
            work.MutableRow(k)[k..].Clear();
            work[k, k] = diagonal;
        }

        L = new Matrix(matrix.Rows, rank);
        for (var row = 0; row < matrix.Rows; row++)
            work.Row(row)[..rank].CopyTo(L.MutableRow(row));

        Q = new Matrix(rank, matrix.Columns);
        Parallel.For(0, rank, row =>
        {
            Q[row, row] = 1;
            for (var k = rank - 1; k >= 0; k--)
                Reflect(Q.MutableRow(row)[k..], reflectors[k]);
        });
    }

    public Matrix L { get; }

    public Matrix Q { get; }

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
