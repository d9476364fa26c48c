using System.Numerics;
using System.Runtime.InteropServices;
using Bilinear.Tensors;

namespace Bilinear.Linalg.Eigen;

/// <summary>A matrix in pinned memory, with the checks that it has eigenpairs.</summary>
/// <param name="parameter">The caller's parameter that a mistake in the matrix is reported for.</param>
internal readonly unsafe struct SymmetricMatrix<T>(T* values, int size, string parameter) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Input that was rounded to float may differ by so much across the diagonal; the mean of the two is taken.
    private const double Asymmetry = 1e-6;

    public readonly T* Values = values;

    public readonly int Size = size;

    public readonly string Parameter = parameter;

    public T this[int row, int column] => Values[((long)row * Size) + column];

    /// <summary>The exponent e of the largest power of two, 2^e, that is not above the largest entry; zero for a matrix of zeros.</summary>
    /// <exception cref="ArgumentException">An entry is a NaN or an infinity.</exception>
    public int CheckedExponent()
    {
        var largest = T.Zero;
        for (var row = 0; row < Size; row++)
            largest = T.Max(largest, LargestOf(row));
        return ExponentOf(largest);
    }

    /// <summary>The same exponent for some rows and columns alone.</summary>
    public int ExponentOf(int[] rows)
    {
        var largest = T.Zero;
        foreach (var row in rows)
        {
            foreach (var column in rows)
                largest = T.Max(largest, T.Abs(this[row, column]));
        }

        return ExponentOf(largest);
    }

    /// <summary>
    /// The blocks that no entry of either triangle couples, as their rows in ascending order. What is zero between them is zero
    /// in the vectors. No entry outside of them is left unread.
    /// </summary>
    public List<int[]> Components()
    {
        var components = new List<List<int>>();
        var owners = new int[Size];     // of each row the component, from 1; zero for none yet
        for (var start = 0; start < Size; start++)
        {
            if (owners[start] != 0)
                continue;
            List<int> rows = [start];
            components.Add(rows);
            owners[start] = components.Count;
            var unread = new Stack<int>(rows);
            while (rows.Count < Size && unread.TryPop(out var row))
            {
                for (var column = 0; column < Size; column++)
                {
                    var owner = owners[column];
                    if (this[row, column] == T.Zero || owner == components.Count)
                        continue;
                    if (owner == 0)
                    {
                        rows.Add(column);
                        unread.Push(column);
                        owners[column] = components.Count;
                        continue;
                    }

                    // No row of the earlier component led here: the entry across the diagonal is zero. The two are one then.
                    foreach (var earlier in components[owner - 1])
                        owners[earlier] = components.Count;
                    rows.AddRange(components[owner - 1]);
                    components[owner - 1] = [];
                }
            }
        }

        return [.. components.Where(rows => rows.Count > 0).Select(rows => rows.Order().ToArray())];
    }

    /// <exception cref="ArgumentException">Entries across the diagonal differ by more than their rounding.</exception>
    public void CheckDifference(double difference, int[] rows, int exponent)
    {
        var allowed = Math.ScaleB(Asymmetry, exponent);
        if (difference <= allowed)
            return;
        foreach (var row in rows)
        {
            foreach (var column in rows)
            {
                if (column < row && double.CreateTruncating(T.Abs(this[row, column] - this[column, row])) > allowed)
                    throw new ArgumentException($"The matrix is not symmetric: it holds {this[row, column]} at [{row}, {column}] and {this[column, row]} across the diagonal.", Parameter);
            }
        }
    }

    private static int ExponentOf(T largest) => largest == T.Zero ? 0 : Math.ILogB(double.CreateTruncating(largest));

    private T LargestOf(int row)
    {
        var values = new ReadOnlySpan<T>(Values + ((long)row * Size), Size);
        if (Finite.FirstNot(values) is >= 0 and var column)
            throw new ArgumentException($"The matrix holds {values[column]} at [{row}, {column}]: it has no eigenpairs. Were the weights trained to NaN?", Parameter);
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        var largest = Vector<T>.Zero;
        foreach (var vector in vectors)
            largest = Vector.Max(largest, Vector.Abs(vector));
        var result = T.Zero;
        for (var lane = 0; lane < Vector<T>.Count; lane++)
            result = T.Max(result, largest[lane]);
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..])
            result = T.Max(result, T.Abs(value));
        return result;
    }
}
