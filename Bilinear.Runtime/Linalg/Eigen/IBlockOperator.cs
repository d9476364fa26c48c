namespace Bilinear.Linalg;

/// <summary>A symmetric matrix A [n, n] that can be applied to rows but is too large to be built.</summary>
public interface IBlockOperator
{
    /// <summary>n, the number of rows and of columns.</summary>
    int Size { get; }

    /// <summary>Returns X A for some rows X [b, n] in a new matrix of the same shape: each row x becomes Ax. The same rows must give the same bits.</summary>
    Matrix Apply(Matrix rows);
}
