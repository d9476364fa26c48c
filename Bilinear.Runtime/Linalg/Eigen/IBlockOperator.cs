namespace Bilinear.Linalg;

/// <summary>A symmetric matrix A [n, n] that is only ever applied: one that is too large to be built.</summary>
public interface IBlockOperator
{
    /// <summary>n.</summary>
    int Size { get; }

    /// <summary>X A for some rows X [b, n], in a new matrix: each row x becomes Ax. The same rows must give the same bits.</summary>
    Matrix Apply(Matrix rows);
}
