using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>A factor of a product whose memory is held: the stored matrix, and whether it is read transposed.</summary>
internal readonly unsafe struct Factor(Strided matrix, bool isTransposed)
{
    public readonly Strided Matrix = matrix;
    public readonly bool IsTransposed = isTransposed;

    /// <summary>The distance of rows, in floats, of which the same columns are in one set of L1, and in few sets of L2: 4 KiB.</summary>
    private const int RowsOfOneSet = 1024;

    /// <summary>
    /// The distance of rows, in floats, of which the same columns are in at most four of the 64 sets of L1: 1 KiB. A transposed factor
    /// takes a line of each of hundreds of rows, and the next tile wants the same lines again.
    /// </summary>
    private const int RowsOfFewSets = 256;

    /// <summary>Whether the microkernel may read it as it lies. Rows that compete for the cache are packed first.</summary>
    public bool CanBeReadInPlace => Matrix.Stride % (IsTransposed ? RowsOfFewSets : RowsOfOneSet) != 0;

    public static Factor Hold(Call call, View view) => new(call.Hold(view), view.IsTransposed);

    /// <summary>Gives the start of the strip at logical (row, column).</summary>
    public Strided From(int row, int column) => IsTransposed
        ? new(Matrix.Row(column) + row, Matrix.Stride)
        : new(Matrix.Row(row) + column, Matrix.Stride);
}
