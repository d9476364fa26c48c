using Bilinear.Kernels.Cpu.Gemm.Tiles;
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
    /// The bytes of L1 that hold a packed panel of a twice: there it stays in L1 while panels of b stream past it, and packing a transposed
    /// factor pays. A transposed factor that is read where it lies has a line or two in each of its rows, which share few sets of L1.
    /// </summary>
    private static readonly int RoomForPanel = 2 * Blocking.TileRows(width: 16) * Blocking.MaxDepth * sizeof(float);

    /// <summary>Whether the microkernel may read it as it lies. Rows that compete for the cache are packed first.</summary>
    public bool CanBeReadInPlace => Matrix.Stride % RowsOfOneSet != 0 && !(IsTransposed && Caches.L1 >= RoomForPanel);

    public static Factor Hold(Call call, View view) => new(call.Hold(view), view.IsTransposed);

    /// <summary>Gives the start of the strip at logical (row, column).</summary>
    public Strided From(int row, int column) => IsTransposed
        ? new(Matrix.Row(column) + row, Matrix.Stride)
        : new(Matrix.Row(row) + column, Matrix.Stride);
}
