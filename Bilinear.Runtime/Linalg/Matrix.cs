namespace Bilinear.Linalg;

/// <summary>A dense matrix of doubles in row-major order; decompositions are computed in it.</summary>
public sealed class Matrix
{
    /// <summary>A matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InsufficientMemoryException">The matrix has more values than an array can hold.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[LengthOf(rows, columns)])
    {
    }

    /// <summary>A matrix over an array of its values, row by row.</summary>
    /// <param name="values">The matrix uses this array itself, not a copy of it.</param>
    /// <exception cref="ArgumentException">The array does not hold rows × columns values.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != LengthOf(rows, columns))
            throw new ArgumentException($"A matrix of {rows} × {columns} has {(long)rows * columns} values, not {values.Length}.", nameof(values));
        (Rows, Columns, Values) = (rows, columns, values);
    }

    public int Rows { get; }

    public int Columns { get; }

    internal double[] Values { get; }

    /// <exception cref="ArgumentOutOfRangeException">The matrix has no such row or column.</exception>
    public double this[int row, int column]
    {
        get
        {
            var values = Row(row);
            if ((uint)column >= (uint)values.Length)
                throw NoColumn(column);
            return values[column];
        }

        internal set => MutableRow(row)[column] = value;
    }

    /// <summary>A matrix whose memory is not cleared, for a caller that writes every value before it reads any.</summary>
    internal static Matrix Uninitialized(int rows, int columns) => new(rows, columns, GC.AllocateUninitializedArray<double>(LengthOf(rows, columns)));

    /// <summary>rows × columns.</summary>
    /// <exception cref="InsufficientMemoryException">No array can have so many elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    internal static int LengthOf(int rows, int columns)
    {
        if (rows < 0 || columns < 0)
            throw new ArgumentOutOfRangeException(rows < 0 ? nameof(rows) : nameof(columns), $"There can be no matrix of {rows} × {columns}: sizes are at least 0.");
        return (long)rows * columns is var length && length <= Array.MaxLength
            ? (int)length
            : throw new InsufficientMemoryException($"A matrix of {rows} × {columns} is larger than memory can hold it in one piece: this needs a model of smaller layers.");
    }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is negative.</exception>
    public static Matrix Identity(int size)
    {
        if (size < 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"There can be no matrix of {size} × {size}: sizes are at least 0.");
        var identity = new Matrix(size, size);
        for (var index = 0; index < size; index++)
            identity[index, index] = 1;
        return identity;
    }

    /// <summary>A matrix of floats, widened.</summary>
    /// <param name="values">A whole number of rows, one after the other.</param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is negative.</exception>
    public static Matrix From(ReadOnlySpan<float> values, int columns)
    {
        if (columns < 0)
            throw new ArgumentOutOfRangeException(nameof(columns), columns, $"A matrix cannot have {columns} columns: give 0 or more.");
        if (columns == 0 ? values.Length > 0 : values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} values are no whole number of rows of {columns}: give a multiple of {columns}.", nameof(values));
        var matrix = Uninitialized(columns == 0 ? 0 : values.Length / columns, columns);
        Vectors.Widen(values, matrix.Values);
        return matrix;
    }

    /// <summary>The rows of several matrices, one matrix after the other.</summary>
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

    /// <exception cref="ArgumentOutOfRangeException">The matrix has no such row.</exception>
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
    /// <exception cref="ArgumentException"><paramref name="other"/> has not as many rows as this matrix has columns.</exception>
    public Matrix Times(Matrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Rows == Columns
            ? Products.Multiply(this, other, isTransposed: false)
            : throw new ArgumentException($"A matrix of {Columns} columns cannot be multiplied by one of {other.Rows} rows.", nameof(other));
    }

    /// <summary>this · otherᵀ: the inner products of the rows of both.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> has another number of columns.</exception>
    public Matrix TimesTransposed(Matrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Columns == Columns
            ? Products.Multiply(this, other, isTransposed: true)
            : throw new ArgumentException($"Rows of {Columns} values have no inner products with rows of {other.Columns}.", nameof(other));
    }

    /// <summary>this · vector.</summary>
    /// <exception cref="ArgumentException">The vector has not one element for each column.</exception>
    public double[] Times(ReadOnlySpan<double> vector)
    {
        if (vector.Length != Columns)
            throw new ArgumentException($"A matrix of {Columns} columns cannot be multiplied by a vector of {vector.Length} elements.", nameof(vector));
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
        if ((uint)row >= (uint)Rows)
            throw NoRow(row);
        return Values.AsSpan(row * Columns, Columns);
    }

    // Words apart from what is called for every element: a method that puts a sentence together is not inlined.
    private ArgumentOutOfRangeException NoRow(int row) => new(nameof(row), row, $"A matrix of {Rows} × {Columns} has no row {row}: rows are counted from 0.");

    private ArgumentOutOfRangeException NoColumn(int column) => new(nameof(column), column, $"A matrix of {Rows} × {Columns} has no column {column}: columns are counted from 0.");
}
