using Bilinear.Linalg.Eigen.Dense;

namespace Bilinear.Linalg.Eigen.Tridiagonal;

/// <summary>A tridiagonal matrix on its way to its eigenpairs, block by block.</summary>
internal sealed unsafe class TridiagonalProblem<T>(SquareBlock<T> vectors, SquareBlock<T> spare, SquareBlock<T> factors, double* values, double* offDiagonal, double* z, double tolerance)
    where T : unmanaged
{
    /// <summary>Row by row an eigenvector of the block that the row is in; zero outside of the block's columns.</summary>
    public SquareBlock<T> Vectors => vectors;

    /// <summary>Room for the vectors that a product reads; a block uses its own rows.</summary>
    public SquareBlock<T> Spare => spare;

    /// <summary>Room for what they are multiplied by.</summary>
    public SquareBlock<T> Factors => factors;

    /// <summary>The diagonal, then of each row its eigenvalue.</summary>
    public double* Values => values;

    /// <summary>Entry i couples i and i + 1.</summary>
    public double* OffDiagonal => offDiagonal;

    /// <summary>Room for a number a row.</summary>
    public double* Z => z;

    /// <summary>What is smaller is no part of the matrix.</summary>
    public double Tolerance => tolerance;

    /// <summary>The rows of each block, by ascending value.</summary>
    public int[] Order { get; } = new int[vectors.Size];

    /// <summary>Rows that a rotation has given columns of the other half.</summary>
    public bool[] IsMixed { get; } = new bool[vectors.Size];

    /// <summary>Orders the rows of a block.</summary>
    public void Sort(int low, int high)
    {
        for (var row = low; row < high; row++)
            Order[row] = row;
        new Span<double>(values + low, high - low).ToArray().AsSpan().Sort(Order.AsSpan(low, high - low));
    }
}
