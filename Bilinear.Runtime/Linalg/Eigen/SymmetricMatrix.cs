using System.Numerics;
using System.Runtime.InteropServices;

namespace Bilinear.Linalg;

/// <summary>A matrix in memory that is held, checked to be one that has eigenpairs.</summary>
internal readonly unsafe struct SymmetricMatrix<T>(T* values, int size) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Input that was rounded to float may differ by so much across the diagonal; the mean of the two is taken.
    private const double Asymmetry = 1e-6;

    public readonly T* Values = values;

    public readonly int Size = size;

    public T this[int row, int column] => Values[((long)row * Size) + column];

    /// <summary>The largest power of two that is not above the largest entry; one for a matrix of zeros.</summary>
    /// <exception cref="ArgumentException">An entry is a NaN or an infinity.</exception>
    public double CheckedScale()
    {
        var largest = T.Zero;
        for (var row = 0; row < Size; row++)
            largest = T.Max(largest, LargestOf(row));
        return largest == T.Zero ? 1 : Math.ScaleB(1, Math.ILogB(double.CreateTruncating(largest)));
    }

    /// <summary>
    /// The blocks that no entry couples, as their rows in ascending order. What is zero between them is zero in the vectors.
    /// </summary>
    /// <exception cref="ArgumentException">An entry is zero, and the one across the diagonal is not.</exception>
    public List<int[]> Components()
    {
        var components = new List<int[]>();
        var isTaken = new bool[Size];
        for (var start = 0; start < Size; start++)
        {
            if (isTaken[start])
                continue;
            isTaken[start] = true;
            var rows = new List<int> { start };
            for (var next = 0; next < rows.Count && rows.Count < Size; next++)
            {
                for (var column = 0; column < Size; column++)
                {
                    if (this[rows[next], column] == T.Zero || isTaken[column])
                        continue;
                    isTaken[column] = true;
                    rows.Add(column);
                }
            }

            components.Add([.. rows.Order()]);
        }

        return components;
    }

    /// <exception cref="ArgumentException">Entries across the diagonal differ by more than their rounding.</exception>
    public void CheckDifference(double difference, double scale)
    {
        if (difference <= Asymmetry * scale)
            return;
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < row; column++)
            {
                if (double.CreateTruncating(T.Abs(this[row, column] - this[column, row])) > Asymmetry * scale)
                    throw new ArgumentException($"The matrix is not symmetric: it holds {this[row, column]} at [{row}, {column}] and {this[column, row]} across the diagonal.", "matrix");
            }
        }
    }

    private T LargestOf(int row)
    {
        var values = new ReadOnlySpan<T>(Values + ((long)row * Size), Size);
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        var (largest, nothing) = (Vector<T>.Zero, Vector<T>.Zero);
        foreach (var vector in vectors)
        {
            largest = Vector.Max(largest, Vector.Abs(vector));
            nothing += vector * Vector<T>.Zero;
        }

        var (result, check) = (T.Zero, Vector.Sum(nothing));
        for (var lane = 0; lane < Vector<T>.Count; lane++)
            result = T.Max(result, largest[lane]);
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..])
        {
            result = T.Max(result, T.Abs(value));
            check += value * T.Zero;
        }

        if (check == T.Zero)
            return result;
        var column = 0;
        while (T.IsFinite(values[column]))
            column++;
        throw new ArgumentException($"The matrix holds {values[column]} at [{row}, {column}]: it has no eigenpairs. Were the weights trained to NaN?", "matrix");
    }
}
