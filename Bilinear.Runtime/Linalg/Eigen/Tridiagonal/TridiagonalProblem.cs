using Bilinear.Linalg.Eigen.Dense;

namespace Bilinear.Linalg.Eigen.Tridiagonal;

/// <summary>A tridiagonal matrix on its way to its eigenpairs, block by block.</summary>
internal sealed unsafe class TridiagonalProblem<T>(SquareBlock<T> vectors, SquareBlock<T> spare, SquareBlock<T> factors, double* values, double* offDiagonal, double* z, double tolerance)
    where T : unmanaged
{
    /// <summary>The eigenvectors, one per row; a row holds a vector of its block, and is zero outside of the block's columns.</summary>
    public SquareBlock<T> Vectors => vectors;

    /// <summary>Room for the vectors that a product reads; a block uses its own rows.</summary>
    public SquareBlock<T> Spare => spare;

    /// <summary>Room for the other factor of the product.</summary>
    public SquareBlock<T> Factors => factors;

    /// <summary>The diagonal, which becomes the eigenvalue of each row.</summary>
    public double* Values => values;

    /// <summary>Entry i couples i and i + 1.</summary>
    public double* OffDiagonal => offDiagonal;

    /// <summary>Room for one number per row.</summary>
    public double* Z => z;

    /// <summary>The threshold below which an entry counts as zero.</summary>
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
