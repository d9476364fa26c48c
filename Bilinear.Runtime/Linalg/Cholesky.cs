namespace Bilinear.Linalg;

/// <summary>A = LLᵀ of a symmetric positive definite matrix, for solving XA = Y.</summary>
internal sealed class Cholesky
{
    private readonly Matrix _lower;

    /// <exception cref="ArgumentException">The matrix is not positive definite.</exception>
    public Cholesky(Matrix matrix)
    {
        var n = matrix.Rows;
        _lower = new Matrix(n, n);
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var left = matrix[row, column] - Vectors.Dot(_lower.Row(row)[..column], _lower.Row(column)[..column]);
                if (row != column)
                    _lower[row, column] = left / _lower[column, column];
                else if (left > 0)
                    _lower[row, row] = Math.Sqrt(left);
                else
                    throw new ArgumentException("The matrix is not positive definite: it has no Cholesky factor.", nameof(matrix));
            }
        }
    }

    /// <summary>X with XA = Y, row by row.</summary>
    public Matrix SolveRows(Matrix y)
    {
        var (n, x) = (_lower.Rows, new Matrix(y.Rows, y.Columns, y.ToArray()));
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.MutableRow(row);
            for (var index = 0; index < n; index++)
                values[index] = (values[index] - Vectors.Dot(_lower.Row(index)[..index], values[..index])) / _lower[index, index];
            for (var index = n - 1; index >= 0; index--)
            {
                values[index] /= _lower[index, index];
                Vectors.AddScaled(values[..index], -values[index], _lower.Row(index)[..index]);
            }
        }

        return x;
    }
}
