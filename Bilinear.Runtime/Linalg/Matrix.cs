namespace Bilinear.Linalg;

/// <summary>A dense matrix of doubles, row by row: what weights are taken apart in.</summary>
public sealed class Matrix
{
    /// <exception cref="InsufficientMemoryException">It has more values than an array.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[LengthOf(rows, columns)])
    {
    }

    /// <param name="values">Used, not copied.</param>
    /// <exception cref="ArgumentException">There are not rows × columns of them.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        if (values.Length != LengthOf(rows, columns))
            throw new ArgumentException($"A matrix of {rows} × {columns} has {(long)rows * columns} values, not {values.Length}.", nameof(values));
        (Rows, Columns, Values) = (rows, columns, values);
    }

    public int Rows { get; }

    public int Columns { get; }

    internal double[] Values { get; }

    public double this[int row, int column]
    {
        get => Row(row)[column];
        internal set => MutableRow(row)[column] = value;
    }

    /// <summary>One whose values are written before they are read.</summary>
    internal static Matrix Uninitialized(int rows, int columns) => new(rows, columns, GC.AllocateUninitializedArray<double>(LengthOf(rows, columns)));

    /// <summary>rows × columns.</summary>
    /// <exception cref="InsufficientMemoryException">No array can have so many elements.</exception>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    internal static int LengthOf(int rows, int columns)
    {
        if (rows < 0 || columns < 0)
            throw new ArgumentException($"There can be no matrix of {rows} × {columns}: sizes are at least 0.", nameof(rows));
        return (long)rows * columns is var length && length <= Array.MaxLength
            ? (int)length
            : throw new InsufficientMemoryException($"A matrix of {rows} × {columns} is larger than memory can hold it in one piece: this needs a model of smaller layers.");
    }

    public static Matrix Identity(int size)
    {
        var identity = new Matrix(size, size);
        for (var index = 0; index < size; index++)
            identity[index, index] = 1;
        return identity;
    }

    /// <param name="values">A whole number of rows.</param>
    public static Matrix From(ReadOnlySpan<float> values, int columns)
    {
        var matrix = Uninitialized(columns == 0 ? 0 : values.Length / columns, columns);
        Vectors.Widen(values[..matrix.Values.Length], matrix.Values);
        return matrix;
    }

    /// <summary>The rows of all, one matrix after the other.</summary>
    internal static Matrix Stack(IReadOnlyList<Matrix> matrices)
    {
        var stacked = Uninitialized(matrices.Sum(matrix => matrix.Rows), matrices[0].Columns);
        var start = 0;
        foreach (var matrix in matrices)
        {
            matrix.Values.CopyTo(stacked.Values, start);
            start += matrix.Values.Length;
        }

        return stacked;
    }

    public ReadOnlySpan<double> Row(int row) => MutableRow(row);

    public Matrix Transpose()
    {
        var transpose = new Matrix(Columns, Rows);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
                transpose.Values[(column * Rows) + row] = Values[(row * Columns) + column];
        }

        return transpose;
    }

    /// <summary>this · other.</summary>
    public Matrix Times(Matrix other) => Products.Multiply(this, other, isTransposed: false);

    /// <summary>this · otherᵀ: the inner products of rows.</summary>
    public Matrix TimesTransposed(Matrix other) => Products.Multiply(this, other, isTransposed: true);

    /// <summary>this · vector.</summary>
    public double[] Times(ReadOnlySpan<double> vector)
    {
        var product = new double[Rows];
        for (var row = 0; row < Rows; row++)
            product[row] = Vectors.Dot(Row(row), vector);
        return product;
    }

    /// <summary>A copy of some neighbouring rows.</summary>
    internal Matrix SubRows(int first, int count) => new(count, Columns, [.. Values.AsSpan(first * Columns, count * Columns)]);

    /// <summary>Adds a vector to every row of this matrix, which it returns.</summary>
    internal Matrix AddToRows(ReadOnlySpan<double> vector)
    {
        for (var row = 0; row < Rows; row++)
            Vectors.AddScaled(MutableRow(row), 1, vector);
        return this;
    }

    /// <summary>A copy of some neighbouring columns.</summary>
    internal Matrix SubColumns(int first, int count)
    {
        var columns = new Matrix(Rows, count);
        for (var row = 0; row < Rows; row++)
            Row(row).Slice(first, count).CopyTo(columns.MutableRow(row));
        return columns;
    }

    /// <summary>A copy of the values, row by row.</summary>
    public double[] ToArray() => [.. Values];

    /// <summary>The floats nearest to the values, row by row.</summary>
    public float[] ToSingle() => Array.ConvertAll(Values, value => (float)value);

    internal Span<double> MutableRow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return Values.AsSpan(row * Columns, Columns);
    }
}
