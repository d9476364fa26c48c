using Bilinear.Devices;
using Bilinear.Linalg.Eigen;

namespace Bilinear.Linalg;

/// <summary>
/// Computes the eigenpairs of symmetric matrices, all or the leading ones, by Householder tridiagonalisation in panels, divide and
/// conquer, and reflectors applied in blocks (docs/eigensolver.md gives the reasons). A vector is a row, and its sign is arbitrary.
/// </summary>
/// <remarks>
/// Doubles are solved in double. Floats are solved in double up to 128 coupled rows and in float above, such that
/// ‖Av − λv‖ ≤ 2e-7·√n·‖A‖ and |VVᵀ − I| ≤ 2e-7·√n. Entries may have any size. Rows that are coupled by no chain of
/// entries are solved apart, so what is zero between them is zero in the vectors, and rows that stand alone are exact. Results
/// are the same to the last bit for any number of threads.
/// </remarks>
public static unsafe class SymmetricEigen
{
    /// <summary>All pairs, by ascending eigenvalue; a matrix of 0 × 0 has none.</summary>
    /// <param name="device">Whose threads of the CPU compute, see <see cref="DeviceOptions.Threads"/>; null takes one for each core.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric, or holds a NaN or an infinity.</exception>
    public static EigenPairs Decompose(Matrix matrix, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var entered = WorkersOf(device).Enter();
        return Solve([matrix], null, null, nameof(matrix))[0];
    }

    /// <inheritdoc cref="Decompose(Matrix, Device)"/>
    public static EigenPairs[] Decompose(IReadOnlyList<Matrix> matrices, Device? device = null)
    {
        using var entered = WorkersOf(device).Enter();
        return Solve(Given(matrices), null, null, nameof(matrices));
    }

    /// <summary>The leading pairs in their order, without computing the other vectors.</summary>
    /// <param name="device">Whose threads of the CPU compute, see <see cref="DeviceOptions.Threads"/>; null takes one for each core.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric, or holds a NaN or an infinity.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in 1 … n.</exception>
    public static EigenPairs Leading(Matrix matrix, int count, SpectrumEnd end, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var entered = WorkersOf(device).Enter();
        return Solve([matrix], count, end, nameof(matrix))[0];
    }

    /// <inheritdoc cref="Leading(Matrix, int, SpectrumEnd, Device)"/>
    public static EigenPairs[] Leading(IReadOnlyList<Matrix> matrices, int count, SpectrumEnd end, Device? device = null)
    {
        using var entered = WorkersOf(device).Enter();
        return Solve(Given(matrices), count, end, nameof(matrices));
    }

    /// <summary>
    /// The leading pairs of a matrix that is only applied, with ‖Av − λv‖ ≤ 1e-11 of the largest |λ|. A matrix that is small, or
    /// whose eigenvalues lie too close together for a Krylov subspace, is built after all, by applying it to the identity.
    /// </summary>
    /// <param name="device">Whose threads of the CPU compute, see <see cref="DeviceOptions.Threads"/>; null takes one for each core.</param>
    /// <exception cref="ArgumentException">The operator gives a NaN or an infinity, or is found not to be symmetric.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in 1 … n.</exception>
    /// <exception cref="InvalidOperationException">The operator gives nothing, or a matrix of another shape than the rows that it was given.</exception>
    public static EigenPairs Leading(IBlockOperator @operator, int count, SpectrumEnd end, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(@operator, nameof(@operator));
        CheckCount(count, @operator.Size);
        using var entered = WorkersOf(device).Enter();
        var krylov = new BlockKrylov(@operator, count, end);
        return (krylov.IsWorthIt ? krylov.Find() : null) ?? Solve([krylov.Apply(Matrix.Identity(@operator.Size))], count, end, nameof(@operator))[0];
    }

    /// <summary>All pairs of matrices of floats, by ascending eigenvalue.</summary>
    /// <param name="matrices">[batch, n, n].</param>
    /// <param name="values">[batch, n].</param>
    /// <param name="vectors">[batch, n, n], one vector per row.</param>
    /// <param name="device">Whose threads of the CPU compute, see <see cref="DeviceOptions.Threads"/>; null takes one for each core.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a matrix is not symmetric or not finite.</exception>
    public static void Decompose(ReadOnlySpan<float> matrices, int n, Span<float> values, Span<float> vectors, Device? device = null)
    {
        using var entered = WorkersOf(device).Enter();
        Solve(matrices, n, n, null, values, vectors, nameof(matrices));
    }

    /// <summary>The leading pairs of matrices of floats in their order, without computing the other vectors.</summary>
    /// <param name="matrices">[batch, n, n].</param>
    /// <param name="values">[batch, count].</param>
    /// <param name="vectors">[batch, count, n], one vector per row.</param>
    /// <param name="device">Whose threads of the CPU compute, see <see cref="DeviceOptions.Threads"/>; null takes one for each core.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a matrix is not symmetric or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in 1 … n.</exception>
    public static void Leading(ReadOnlySpan<float> matrices, int n, int count, SpectrumEnd end, Span<float> values, Span<float> vectors, Device? device = null)
    {
        using var entered = WorkersOf(device).Enter();
        Solve(matrices, n, count, end, values, vectors, nameof(matrices));
    }

    private static Workers WorkersOf(Device? device) => device is null ? Workers.Current : Workers.Of(device);

    private static IReadOnlyList<Matrix> Given(IReadOnlyList<Matrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        return matrices.All(matrix => matrix is not null) ? matrices : throw new ArgumentException("A matrix of the list is null.", nameof(matrices));
    }

    /// <param name="count">The number of leading pairs, given together with <paramref name="end"/>; null for all pairs.</param>
    /// <param name="parameter">The caller's parameter that a mistake in a matrix is reported for.</param>
    internal static EigenPairs[] Solve(IReadOnlyList<Matrix> matrices, int? count, SpectrumEnd? end, string parameter)
    {
        var workers = SymmetricSolver.WorkersFor(matrices.Count, matrices.Select(matrix => matrix.Rows).DefaultIfEmpty().Max());
        using var awake = workers.Hold();
        foreach (var matrix in matrices)
        {
            if (matrix.Rows != matrix.Columns)
                throw new ArgumentException($"Only a square matrix has eigenpairs, and this one is {matrix.Rows} × {matrix.Columns}.", parameter);
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
                SymmetricSolver.Run(source, 1, n, values.Length, end, value, vector, workers, parameter);
            pairs[index] = new EigenPairs(values, vectors);
        });
        return pairs;
    }

    internal static void Solve(ReadOnlySpan<float> matrices, int n, int count, SpectrumEnd? end, Span<float> values, Span<float> vectors, string parameter)
    {
        var workers = SymmetricSolver.WorkersFor(BatchOf(matrices, n), n);
        using var awake = workers.Hold();
        Solve(matrices, n, count, end, values, vectors, workers, parameter);
    }

    internal static void Solve(ReadOnlySpan<float> matrices, int n, int count, SpectrumEnd? end, Span<float> values, Span<float> vectors, Workers workers, string parameter)
    {
        var batch = BatchOf(matrices, n);
        CheckCount(count, n);
        if (matrices.Length != (long)batch * n * n || values.Length != (long)batch * count || vectors.Length != (long)values.Length * n)
            throw new ArgumentException($"{batch} matrices of {n} × {n} with {count} pairs each want {(long)batch * n * n} floats, {(long)batch * count} for the values and {(long)batch * count * n} for the vectors.", nameof(matrices));
        fixed (float* source = matrices, value = values, vector = vectors)
            SymmetricSolver.Run(source, batch, n, count, end, value, vector, workers, parameter);
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
