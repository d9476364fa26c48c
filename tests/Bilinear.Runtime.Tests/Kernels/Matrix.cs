namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>A dense matrix on the host, for the naive references.</summary>
public sealed class Matrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public float[] Values { get; } = new float[rows * columns];

    public ref float this[int row, int column] => ref Values[row * Columns + column];

    /// <summary>Uniform in [−1, 1), the same for the same seed and shape.</summary>
    public static Matrix Random(int rows, int columns, int seed)
    {
        var random = new Random(seed * 7919 + rows * 31 + columns);
        return From(rows, columns, (_, _) => 2 * random.NextSingle() - 1);
    }

    public static Matrix From(int rows, int columns, Func<int, int, double> value)
    {
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                matrix[i, j] = (float)value(i, j);
        return matrix;
    }

    public Matrix Transpose() => From(Columns, Rows, (i, j) => this[j, i]);

    public Matrix Slice(int start, int count) => From(Rows, count, (i, j) => this[i, start + j]);
}
