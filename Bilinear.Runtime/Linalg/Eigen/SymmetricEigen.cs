using Bilinear.Linalg.Eigen;

namespace Bilinear.Linalg;

/// <summary>
/// Eigenpairs of symmetric matrices, all or the leading ones: Householder tridiagonalisation in panels, divide and conquer,
/// and the reflectors applied in blocks (docs/eigensolver.md says why). A vector is a row, and its sign is arbitrary.
/// </summary>
/// <remarks>
/// Doubles are solved in double. Floats are solved in double up to 128 coupled rows and in float above, such that
/// ‖Av − λv‖ ≤ 2e-7·√n·‖A‖ and |VVᵀ − I| ≤ 2e-7·√n. Entries may have any size. Rows that are coupled by no chain of
/// entries are solved apart, so what is zero between them is zero in the vectors, and rows that stand alone are exact. Results
/// are the same to the last bit for any number of threads.
/// </remarks>
public static unsafe class SymmetricEigen
{
    /// <summary>All pairs, ascending; none of a matrix of 0 × 0.</summary>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric, or holds a NaN or an infinity.</exception>
    public static EigenPairs Decompose(Matrix matrix) => Decompose([matrix])[0];

    /// <inheritdoc cref="Decompose(Matrix)"/>
    public static EigenPairs[] Decompose(IReadOnlyList<Matrix> matrices)
    {
        using var workers = SymmetricSolver.WorkersFor(matrices.Count, matrices.Select(matrix => matrix.Rows).DefaultIfEmpty().Max());
        return Solve(matrices, null, null, workers);
    }

    /// <summary>The leading pairs, the first of them first, without computing the other vectors.</summary>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric, or holds a NaN or an infinity.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in 1 … n.</exception>
    public static EigenPairs Leading(Matrix matrix, int count, SpectrumEnd end) => Leading([matrix], count, end)[0];

    /// <inheritdoc cref="Leading(Matrix, int, SpectrumEnd)"/>
    public static EigenPairs[] Leading(IReadOnlyList<Matrix> matrices, int count, SpectrumEnd end)
    {
        using var workers = SymmetricSolver.WorkersFor(matrices.Count, matrices.Select(matrix => matrix.Rows).DefaultIfEmpty().Max());
        return Solve(matrices, count, end, workers);
    }

    /// <summary>
    /// The leading pairs of a matrix that is only applied, with ‖Av − λv‖ ≤ 1e-11 of the largest |λ|. One that is small, or
    /// whose eigenvalues lie too close together for a Krylov subspace, is built after all, by applying it to the identity.
    /// </summary>
    /// <exception cref="ArgumentException">The operator gives a NaN or an infinity, or is found not to be symmetric.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in 1 … n.</exception>
    public static EigenPairs Leading(IBlockOperator @operator, int count, SpectrumEnd end)
    {
        CheckCount(count, @operator.Size);
        var krylov = new BlockKrylov(@operator, count, end);
        return (krylov.IsWorthIt ? krylov.Find() : null) ?? Leading(@operator.Apply(Matrix.Identity(@operator.Size)), count, end);
    }

    /// <summary>All pairs of floats, ascending.</summary>
    /// <param name="matrices">[batch, n, n].</param>
    /// <param name="values">[batch, n].</param>
    /// <param name="vectors">[batch, n, n], one row a vector.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a matrix is not symmetric or not finite.</exception>
    public static void Decompose(ReadOnlySpan<float> matrices, int n, Span<float> values, Span<float> vectors)
    {
        using var workers = SymmetricSolver.WorkersFor(BatchOf(matrices, n), n);
        Solve(matrices, n, n, null, values, vectors, workers);
    }

    /// <summary>The leading pairs of floats, the first of them first, without computing the other vectors.</summary>
    /// <param name="matrices">[batch, n, n].</param>
    /// <param name="values">[batch, count].</param>
    /// <param name="vectors">[batch, count, n], one row a vector.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a matrix is not symmetric or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in 1 … n.</exception>
    public static void Leading(ReadOnlySpan<float> matrices, int n, int count, SpectrumEnd end, Span<float> values, Span<float> vectors)
    {
        using var workers = SymmetricSolver.WorkersFor(BatchOf(matrices, n), n);
        Solve(matrices, n, count, end, values, vectors, workers);
    }

    /// <param name="count">With <paramref name="end"/>; null for all pairs.</param>
    internal static EigenPairs[] Solve(IReadOnlyList<Matrix> matrices, int? count, SpectrumEnd? end, Workers workers)
    {
        foreach (var matrix in matrices)
        {
            if (matrix.Rows != matrix.Columns)
                throw new ArgumentException($"Only a square matrix has eigenpairs, and this one is {matrix.Rows} × {matrix.Columns}.", nameof(matrices));
            if (count is { } leading)
                CheckCount(leading, matrix.Rows);
        }

        var pairs = new EigenPairs[matrices.Count];
        workers.Run(pairs.Length, index =>
        {
            var n = matrices[index].Rows;
            var values = new double[count ?? n];
            var vectors = new Matrix(values.Length, n);
            fixed (double* source = matrices[index].Values, value = values, vector = vectors.Values)
                SymmetricSolver.Run(source, 1, n, values.Length, end, value, vector, workers);
            pairs[index] = new EigenPairs(values, vectors);
        });
        return pairs;
    }

    internal static void Solve(ReadOnlySpan<float> matrices, int n, int count, SpectrumEnd? end, Span<float> values, Span<float> vectors, Workers workers)
    {
        var batch = BatchOf(matrices, n);
        CheckCount(count, n);
        if (matrices.Length != (long)batch * n * n || values.Length != (long)batch * count || vectors.Length != (long)values.Length * n)
            throw new ArgumentException($"{batch} matrices of {n} × {n} with {count} pairs each want {(long)batch * n * n} floats, {(long)batch * count} for the values and {(long)batch * count * n} for the vectors.", nameof(matrices));
        fixed (float* source = matrices, value = values, vector = vectors)
            SymmetricSolver.Run(source, batch, n, count, end, value, vector, workers);
    }

    private static int BatchOf(ReadOnlySpan<float> matrices, int n)
    {
        if (n < 1)
            throw new ArgumentOutOfRangeException(nameof(n), $"Matrices of {n} × {n} have no eigenpairs: n is at least 1.");
        return (int)(matrices.Length / ((long)n * n));
    }

    private static void CheckCount(int count, int n)
    {
        if (count < 1 || count > n)
            throw new ArgumentOutOfRangeException(nameof(count), $"A matrix of {n} × {n} has {n} eigenpairs, and {count} leading ones were asked for{(n == 0 ? "." : $": ask for 1 to {n}.")}");
    }
}
