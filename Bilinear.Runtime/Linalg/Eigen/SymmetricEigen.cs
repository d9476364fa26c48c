namespace Bilinear.Linalg;

/// <summary>
/// All eigenpairs of symmetric matrices, in double: Householder tridiagonalisation, the implicit QL method, and the
/// reflectors applied to its vectors. Values ascend, a vector is a row, and the signs of vectors are arbitrary.
/// </summary>
/// <remarks>
/// A matrix is first divided by a power of two near its largest entry, so entries of any size are safe; rows without
/// off-diagonal entries are set aside, so their values and vectors are exact.
/// </remarks>
public static class SymmetricEigen
{
    // Input that was rounded to float may differ by so much across the diagonal; the mean of the two is taken.
    private const double Asymmetry = 1e-6;

    /// <exception cref="ArgumentException">The matrix is not square, not symmetric, or holds a NaN or an infinity.</exception>
    public static EigenPairs Decompose(Matrix matrix)
    {
        var scale = CheckedScale(matrix);
        var coupled = CoupledRows(matrix);
        var n = coupled.Length;
        var pairs = new (double Value, int Row)[matrix.Rows];
        var vectors = new Matrix(matrix.Rows, matrix.Rows);
        var found = 0;

        if (n > 0)
        {
            var reduced = new Tridiagonalization(Scaled(matrix, coupled, scale), n);
            var rows = Matrix.Identity(n);
            new ImplicitQl(reduced.Diagonal, reduced.OffDiagonal, new Rotations(rows)).Run();
            Parallel.For(0, n, row =>
            {
                reduced.Apply(rows.MutableRow(row));
                Normalize(rows.MutableRow(row));
            });
            for (; found < n; found++)
            {
                pairs[found] = (reduced.Diagonal[found] * scale, found);
                for (var index = 0; index < n; index++)
                    vectors[found, coupled[index]] = rows[found, index];
            }
        }

        foreach (var alone in Enumerable.Range(0, matrix.Rows).Except(coupled))
        {
            vectors[found, alone] = 1;
            pairs[found] = (matrix[alone, alone], found++);
        }

        return Sorted(pairs, vectors);
    }

    /// <inheritdoc cref="Decompose(Matrix)"/>
    public static EigenPairs[] Decompose(IReadOnlyList<Matrix> matrices)
    {
        var pairs = new EigenPairs[matrices.Count];
        foreach (var matrix in matrices)
            CheckedScale(matrix);
        Parallel.For(0, pairs.Length, index => pairs[index] = Decompose(matrices[index]));
        return pairs;
    }

    /// <summary>The leading pairs, the first of them first.</summary>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric, or holds a NaN or an infinity.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in 1 … n.</exception>
    public static EigenPairs Leading(Matrix matrix, int count, SpectrumEnd end)
    {
        CheckCount(count, matrix.Rows);
        return Decompose(matrix).Leading(count, end);
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

    /// <summary>The same in float, computed in double.</summary>
    /// <param name="matrices">[batch, n, n].</param>
    /// <param name="values">[batch, n].</param>
    /// <param name="vectors">[batch, n, n], one row a vector.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a matrix is not symmetric or not finite.</exception>
    public static void Decompose(ReadOnlySpan<float> matrices, int n, Span<float> values, Span<float> vectors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var size = (long)n * n;
        var batch = (int)(matrices.Length / size);
        if (matrices.Length != batch * size || values.Length != (long)batch * n || vectors.Length != matrices.Length)
            throw new ArgumentException($"Matrices of {n} × {n} want {size} floats each, {n} for the values and {size} for the vectors.", nameof(matrices));

        var inputs = new Matrix[batch];
        for (var index = 0; index < batch; index++)
            inputs[index] = Matrix.From(matrices.Slice(index * n * n, n * n), n);
        var pairs = Decompose(inputs);
        for (var index = 0; index < batch; index++)
        {
            for (var row = 0; row < n; row++)
                values[(index * n) + row] = (float)pairs[index].Values[row];
            pairs[index].Vectors.ToSingle().CopyTo(vectors[(index * n * n)..]);
        }
    }

    private static void CheckCount(int count, int n)
    {
        if (count < 1 || count > n)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A matrix of {n} rows has 1 to {n} leading pairs.");
    }

    // A power of two near the largest entry.
    private static double CheckedScale(Matrix matrix)
    {
        if (matrix.Rows != matrix.Columns)
            throw new ArgumentException($"Only a square matrix has eigenpairs, and this one is {matrix.Rows} × {matrix.Columns}.", nameof(matrix));
        for (var index = 0; index < matrix.Values.Length; index++)
        {
            if (!double.IsFinite(matrix.Values[index]))
                throw new ArgumentException($"The matrix holds {matrix.Values[index]} at [{index / matrix.Columns}, {index % matrix.Columns}]: it has no eigenpairs. Were the weights trained to NaN?", nameof(matrix));
        }

        var largest = Vectors.MaxMagnitude(matrix.Values);
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < row; column++)
            {
                if (Math.Abs(matrix[row, column] - matrix[column, row]) > Asymmetry * largest)
                    throw new ArgumentException($"The matrix is not symmetric: it holds {matrix[row, column]} at [{row}, {column}] and {matrix[column, row]} across the diagonal.", nameof(matrix));
            }
        }

        return largest == 0 ? 1 : Math.ScaleB(1, Math.ILogB(largest));
    }

    private static int[] CoupledRows(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Rows).Where(row => matrix.Row(row)[..row].ContainsAnyExcept(0.0) || matrix.Row(row)[(row + 1)..].ContainsAnyExcept(0.0))];

    private static double[] Scaled(Matrix matrix, int[] rows, double scale)
    {
        var scaled = new double[rows.Length * rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = i; j < rows.Length; j++)
                scaled[(i * rows.Length) + j] = (0.5 * matrix[rows[i], rows[j]] / scale) + (0.5 * matrix[rows[j], rows[i]] / scale);
        }

        return scaled;
    }

    private static void Normalize(Span<double> vector)
    {
        var norm = Vectors.Norm(vector);
        foreach (ref var value in vector)
            value /= norm;
    }

    private static EigenPairs Sorted((double Value, int Row)[] pairs, Matrix vectors)
    {
        Array.Sort(pairs);
        var sorted = new Matrix(vectors.Rows, vectors.Columns);
        for (var row = 0; row < pairs.Length; row++)
            vectors.Row(pairs[row].Row).CopyTo(sorted.MutableRow(row));
        return new EigenPairs([.. pairs.Select(pair => pair.Value)], sorted);
    }
}
